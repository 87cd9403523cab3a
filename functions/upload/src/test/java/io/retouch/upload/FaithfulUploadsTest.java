package io.retouch.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.retouch.parts.LocalEditApi;
import io.retouch.parts.LocalStore;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pictures that do not fit as they are through the whole function; {@link FaithfulUploadsIT} does
 * the same with the native executable.
 */
@QuarkusTest
@TestProfile(EditedUploadsTest.RealBeans.class)
@QuarkusTestResource(value = LocalCloud.class, restrictToAnnotatedClass = true)
class FaithfulUploadsTest {
  private static final int RED = 0xE02020;
  private static final int BLUE = 0x2040E0;

  @SuppressWarnings("NullAway.Init")
  LocalStore store;

  @SuppressWarnings("NullAway.Init")
  LocalEditApi api;

  private PictureTrial trial() {
    return new PictureTrial(store, api);
  }

  @BeforeEach
  void emptyTheBuckets() {
    trial().reset();
  }

  /** Stored with the red half to the left, seen with it above. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void turnsAPhotographUpright(boolean progressive) throws IOException {
    byte[] jpeg = jpeg(new IIOImage(halves(120, 80), null, null), progressive);

    trial().edit("link/photo.jpg", withExif(jpeg, 6));

    BufferedImage result = trial().result("link/photo.png");
    assertThat(result.getWidth()).isEqualTo(80);
    assertThat(result.getHeight()).isEqualTo(120);
    PictureTrial.assertColour(result, 40, 20, RED, 12);
    PictureTrial.assertColour(result, 40, 80, BLUE, 12);
  }

  @Test
  void takesTheSourcesExifToTheResult() throws IOException {
    byte[] jpeg = jpeg(new IIOImage(halves(120, 80), null, null), false);

    trial().edit("link/photo.jpg", withExif(jpeg, 6));

    byte[] result = store.get("edited", "link/photo.png").orElseThrow().bytes();
    assertThat(new String(result, StandardCharsets.ISO_8859_1)).contains("eXIf", "Camera1");
  }

  @Test
  void makesALargePictureOfInksFit() throws IOException {
    WritableRaster inks = Raster.createInterleavedRaster(0, 4400, 1100, 4, null);
    int[] row = new int[4400 * 4];
    for (int x = 0; x < 4400; x++) {
      // Adobe's marker means that ink is stored as its absence: magenta and yellow, then cyan.
      row[4 * x] = x < 2200 ? 255 : 0;
      row[4 * x + 1] = x < 2200 ? 0 : 255;
      row[4 * x + 2] = x < 2200 ? 0 : 255;
      row[4 * x + 3] = 255;
    }
    for (int y = 0; y < 1100; y++) {
      inks.setPixels(0, y, 4400, 1, row);
    }
    byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};

    trial()
        .edit(
            "fitted/print.jpg",
            withSegment(jpeg(new IIOImage(inks, null, null), false), 0xEE, adobe));

    BufferedImage result = trial().result("fitted/print.jpg");
    assertThat(result.getWidth()).isEqualTo(4096);
    assertThat(result.getHeight()).isEqualTo(1024);
    PictureTrial.assertColour(result, 1000, 300, 0xFF0000, 12);
    PictureTrial.assertColour(result, 3000, 300, 0x00FFFF, 12);
  }

  @Test
  void makesALargePngWithTransparencyFit() throws IOException {
    BufferedImage image = new BufferedImage(4200, 300, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < 300; y++) {
      for (int x = 0; x < 4200; x++) {
        image.setRGB(x, y, x < 2100 ? 0xFF000000 | BLUE : 0);
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);

    trial().edit("fitted/drawing.png", png.toByteArray());

    BufferedImage result = trial().result("fitted/drawing.jpg");
    assertThat(result.getWidth()).isEqualTo(4096);
    PictureTrial.assertColour(result, 500, 60, BLUE, 12);
  }

  @Test
  void sendsWebpAsItIs() throws IOException {
    byte[] webp;
    try (InputStream in = FaithfulUploadsTest.class.getResourceAsStream("/images/lossy.webp")) {
      webp = Objects.requireNonNull(in).readAllBytes();
    }

    trial().edit("fitted/picture.webp", webp);

    assertThat(store.get("edited", "fitted/picture.jpg").orElseThrow().contentType())
        .isEqualTo("image/jpeg");
  }

  @Test
  void rejectsWhatItCannotDecodeAndTheModelDoesNotTake() throws IOException {
    try (InputStream in = FaithfulUploadsTest.class.getResourceAsStream("/images/plain.heic")) {
      trial().send("fitted/photo.heic", Objects.requireNonNull(in).readAllBytes());
    }

    assertThat(trial().report("fitted-rejected/fitted/photo.heic.json"))
        .contains("format_not_supported", "HEIC", "convert it before uploading");
    assertThat(api.calls()).isEmpty();
  }

  private static BufferedImage halves(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, x < width / 2 ? RED : BLUE);
      }
    }
    return image;
  }

  private static byte[] jpeg(IIOImage image, boolean progressive) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(0.95f);
    if (progressive) {
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, image, param);
    }
    writer.dispose();
    return bytes.toByteArray();
  }

  private static byte[] withExif(byte[] jpeg, int orientation) {
    ByteBuffer exif = ByteBuffer.allocate(52);
    exif.put("Exif\0\0MM\0*".getBytes(StandardCharsets.US_ASCII)).putInt(8).putShort((short) 2);
    exif.putShort((short) 0x010F).putShort((short) 2).putInt(8).putInt(38);
    exif.putShort((short) 0x0112).putShort((short) 3).putInt(1);
    exif.putShort((short) orientation).putShort((short) 0).putInt(0);
    exif.put("Camera1\0".getBytes(StandardCharsets.US_ASCII));
    return withSegment(jpeg, 0xE1, exif.array());
  }

  private static byte[] withSegment(byte[] jpeg, int marker, byte[] segment) {
    ByteBuffer bytes = ByteBuffer.allocate(jpeg.length + 4 + segment.length);
    bytes.put(jpeg, 0, 2).put((byte) 0xFF).put((byte) marker);
    bytes.putShort((short) (segment.length + 2)).put(segment);
    return bytes.put(jpeg, 2, jpeg.length - 2).array();
  }
}
