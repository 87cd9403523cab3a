package io.retouch.image.fit;

import com.twelvemonkeys.imageio.stream.BufferedFileImageInputStreamSpi;
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
import javax.imageio.stream.ImageInputStream;

/** A picture that is open for decoding. */
final class PictureSource implements AutoCloseable {
  /** Beyond this, a large picture is no picture any more. */
  private static final int LARGEST_STEP = 32;

  private final Path file;
  private final ImageInfo info;
  private final ImageInputStream in;
  private final Optional<JpegHeader> jpeg;
  private final ImageReader reader;
  private final Rectangle frame;
  private final Damage damage = new Damage();

  private PictureSource(Path file, ImageInfo info, ImageInputStream in) throws IOException {
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
    ImageInputStream in = input(file, info);
    try {
      return new PictureSource(file, info, in);
    } catch (IOException | RuntimeException | Error e) {
      in.close();
      throw e;
    }
  }

  private static ImageInputStream input(Path file, ImageInfo info) throws IOException {
    if (info.format() == ImageFormat.WEBP) {
      return new WebpInput(file);
    }
    // The JDK's own asks the system for every byte.
    return new BufferedFileImageInputStreamSpi().createInputStreamInstance(file.toFile());
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
    boolean uncovered = frame.width < info.width() || frame.height < info.height();
    return uncovered || (jpeg.isEmpty() && type().getColorModel().hasAlpha());
  }

  /**
   * Decodes the picture, or of a large one as few pixels less as the memory wants.
   *
   * @param budget how many bytes the pixels may take, decoded and converted, with what their
   *     decoder needs besides
   */
  Decoded decode(long budget) throws IOException {
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
    long room = budget - bytesAtAnyStep();
    for (int step = 1; step <= LARGEST_STEP; step++) {
      long pixels = (long) subsampled(info.width(), step) * subsampled(info.height(), step);
      if (pixels * forEachPixel <= room) {
        return step;
      }
    }
    throw new InvalidImageException(
        "The picture of %d x %d pixels is stored in a way that needs more memory than there is: make"
                .formatted(info.width(), info.height())
            + " it smaller, or save it as a JPEG that is not progressive.");
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

  /**
   * What lies there whole however few pixels are taken: the coefficients of a JPEG in several
   * scans; a lossless WebP, as opacity is, with four bytes a pixel, and its file.
   */
  private long bytesAtAnyStep() throws IOException {
    return switch (info.format()) {
      case JPEG -> jpeg.map(JpegHeader::coefficientBytes).orElse(0L);
      case WEBP -> 4L * info.width() * info.height() + in.length();
      default -> 0;
    };
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

  @Override
  public void close() throws IOException {
    reader.dispose();
    in.close();
  }
}
