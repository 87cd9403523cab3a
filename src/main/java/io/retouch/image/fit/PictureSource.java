package io.retouch.image.fit;

import io.retouch.image.ImageFormat;
import io.retouch.image.ImageInfo;
import io.retouch.image.InvalidImageException;
import java.awt.Rectangle;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.FileImageInputStream;

/** A picture that is open for decoding. */
final class PictureSource implements AutoCloseable {
  private final Path file;
  private final ImageInfo info;
  private final FileImageInputStream in;
  private final Optional<JpegHeader> jpeg;
  private final ImageReader reader;
  private final Rectangle frame;
  private final Damage damage = new Damage();

  private PictureSource(Path file, ImageInfo info, FileImageInputStream in) throws IOException {
    this.file = file;
    this.info = info;
    this.in = in;
    jpeg = info.format() == ImageFormat.JPEG ? Optional.of(JpegHeader.read(in)) : Optional.empty();
    in.seek(0);
    Rectangle place = FirstFrame.place(in, info);
    in.seek(0);
    reader = Readers.reader(info.format(), jpeg);
    try {
      reader.setInput(in, true, true);
      reader.addIIOReadWarningListener(damage);
      frame = new Rectangle(place.x, place.y, reader.getWidth(0), reader.getHeight(0));
      requireSize(place);
    } catch (IOException | RuntimeException | Error e) {
      reader.dispose();
      throw e;
    }
  }

  static PictureSource open(Path file, ImageInfo info) throws IOException {
    ImageIO.setUseCache(false);
    FileImageInputStream in = new FileImageInputStream(file.toFile());
    try {
      return new PictureSource(file, info, in);
    } catch (IOException | RuntimeException | Error e) {
      in.close();
      throw e;
    }
  }

  /** What was probed bounds the memory, so the decoder must not see anything else. */
  private void requireSize(Rectangle place) {
    if (!frame.equals(place) || !new Rectangle(info.width(), info.height()).contains(frame)) {
      throw new InvalidImageException(
          "The picture names one size in its header and another in its pixels: it is damaged or"
              + " made to mislead.");
    }
  }

  /** Whether its pixels may have an opacity. */
  boolean hasAlpha() throws IOException {
    return type().getColorModel().hasAlpha()
        || frame.width < info.width()
        || frame.height < info.height();
  }

  /**
   * Decodes the picture, or of a large one as few pixels less as the memory wants.
   *
   * @param budget how many bytes the pixels may take on the heap, decoded and converted; and as
   *     many outside of it
   */
  Decoded decode(long budget) throws IOException {
    if (jpeg.isPresent() && jpeg.get().coefficientBytes() > budget) {
      throw tooLarge("is a progressive JPEG");
    }
    int step = step(budget);
    ImageReadParam parameters = reader.getDefaultReadParam();
    parameters.setSourceSubsampling(step, step, 0, 0);
    BufferedImage image = reader.read(0, parameters);
    damage.requireNone();
    Rectangle part =
        new Rectangle(frame.x / step, frame.y / step, image.getWidth(), image.getHeight());
    return new Decoded(
        image,
        part,
        Math.max(subsampled(info.width(), step), part.x + part.width),
        Math.max(subsampled(info.height(), step), part.y + part.height),
        step,
        profile());
  }

  /** Every how manieth pixel is taken: the first in most pictures. */
  private int step(long budget) throws IOException {
    long forEachPixel = bytesForEachPixel();
    long always = bytesAtAnyStep();
    for (int step = 1; ; step++) {
      long pixels = (long) subsampled(info.width(), step) * subsampled(info.height(), step);
      if (always + pixels * forEachPixel <= budget) {
        return step;
      }
      if (pixels == 1) {
        throw tooLarge("is large");
      }
    }
  }

  private static int subsampled(int size, int step) {
    return (size + step - 1) / step;
  }

  /** On the heap, where it is decoded, and once more where it is converted elsewhere. */
  private long bytesForEachPixel() throws IOException {
    if (jpeg.isPresent()) {
      int components = jpeg.get().components();
      return components == 3 ? 3 : components + 3;
    }
    SampleModel samples = type().getSampleModel();
    int bytes = DataBuffer.getDataTypeSize(samples.getTransferType()) / 8;
    int decoded = bytes * samples.getNumDataElements();
    return bytes == 1 && decoded >= 3 ? decoded : decoded + 4;
  }

  /** TwelveMonkeys decodes what is lossless, as opacity is, whole and with four bytes a pixel. */
  private long bytesAtAnyStep() {
    return info.format() == ImageFormat.WEBP ? 4L * info.width() * info.height() : 0;
  }

  private ImageTypeSpecifier type() throws IOException {
    return reader.getImageTypes(0).next();
  }

  private Optional<ICC_Profile> profile() throws IOException {
    if (info.format() == ImageFormat.PNG) {
      return IccProfiles.ofPng(file).flatMap(IccProfiles::of);
    }
    // The others were converted, or know what they are.
    return jpeg.filter(header -> header.components() == 1)
        .flatMap(JpegHeader::profile)
        .flatMap(IccProfiles::of);
  }

  private InvalidImageException tooLarge(String what) {
    return new InvalidImageException(
        "The picture of %d x %d pixels %s, and needs more memory to decode than there is: make it"
                .formatted(info.width(), info.height(), what)
            + " smaller, or save it as an ordinary JPEG.");
  }

  @Override
  public void close() throws IOException {
    reader.dispose();
    in.close();
  }
}
