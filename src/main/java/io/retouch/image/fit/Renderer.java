package io.retouch.image.fit;

import io.retouch.image.ImageFormat;
import io.retouch.image.ImageInfo;
import io.retouch.image.InvalidImageException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Decodes a picture and writes it anew: scaled, in sRGB, upright. Of an animation, the first frame.
 *
 * <p>Five eighths of the heap are for the decoded pixels, which are converted, made smaller and
 * turned where they lie, and for what a decoder holds outside of the heap, as it does for a
 * progressive JPEG; a picture that needs more is read with fewer pixels, and does not become larger
 * than what was read. One picture at a time is decoded in a process, the others wait: edits side by
 * side do not add up.
 */
public final class Renderer {
  /**
   * The most pixels that are decoded. No phone makes more than 200 million, and few more than 50;
   * those take 150 MB decoded, which a function of 512 MB can hold. Twice as many, read with fewer
   * pixels, take a second or two of a processor; beyond that a file is rather made to be a burden.
   */
  public static final long MOST_PIXELS = 100_000_000;

  /** Fair, so that no edit waits longer than those before it take. */
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock(true);

  private Renderer() {}

  /**
   * Writes the picture anew.
   *
   * @param info what the picture is, as its probe said
   * @param to the new picture's file
   * @return what the new picture is; smaller than wanted, in the same proportions, where there is
   *     not enough memory for more
   * @throws InvalidImageException if the pixels cannot be decoded, or are more than {@link
   *     #MOST_PIXELS}
   * @throws UncheckedIOException if a file cannot be read or written
   */
  public static ImageInfo render(Path source, ImageInfo info, Rendering wanted, Path to) {
    requireFewPixels(info);
    ONE_AT_A_TIME.lock();
    try {
      Pixels pixels = decoded(source, info, wanted);
      if (wanted.format() != ImageFormat.PNG) {
        pixels.flatten(wanted.background());
      }
      return written(pixels, wanted, to);
    } catch (OutOfMemoryError e) {
      throw tooLarge(info, e);
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  /**
   * Whether the picture's pixels have an opacity.
   *
   * @throws InvalidImageException if they cannot be decoded
   * @throws UncheckedIOException if the file cannot be read
   */
  public static boolean hasAlpha(Path source, ImageInfo info) {
    requireFewPixels(info);
    return guarded(source, info, PictureSource::hasAlpha);
  }

  private static void requireFewPixels(ImageInfo info) {
    if ((long) info.width() * info.height() > MOST_PIXELS) {
      throw new InvalidImageException(
          "The picture has %d x %d pixels, and at most %d million are decoded: make it smaller."
              .formatted(info.width(), info.height(), MOST_PIXELS / 1_000_000));
    }
  }

  private static Pixels decoded(Path source, ImageInfo info, Rendering wanted) {
    long budget = Runtime.getRuntime().maxMemory() / 8 * 5;
    boolean turned = wanted.orientation() >= 5;
    int width = turned ? wanted.height() : wanted.width();
    int height = turned ? wanted.width() : wanted.height();
    return guarded(
        source, info, picture -> Scaling.scaled(picture.decode(budget), width, height, budget));
  }

  private static ImageInfo written(Pixels pixels, Rendering wanted, Path to) {
    boolean alpha = pixels.hasAlpha() && wanted.format() == ImageFormat.PNG;
    try {
      BufferedImage upright = pixels.upright(wanted.orientation(), alpha);
      PictureWriter.write(upright, wanted, to);
      return new ImageInfo(wanted.format(), upright.getWidth(), upright.getHeight(), 1);
    } catch (IOException e) {
      throw new UncheckedIOException("The picture could not be written anew.", e);
    }
  }

  private interface Reading<T> {
    T of(PictureSource picture) throws IOException;
  }

  /**
   * The decoders are made for pictures, not for files that are made to break them: whatever they
   * throw says that the file is none that can be decoded.
   */
  private static <T> T guarded(Path source, ImageInfo info, Reading<T> reading) {
    if (!Files.isReadable(source)) {
      throw new UncheckedIOException(new IOException("The picture cannot be read: " + source));
    }
    try (PictureSource picture = PictureSource.open(source, info)) {
      return reading.of(picture);
    } catch (InvalidImageException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      throw tooLarge(info, e);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new InvalidImageException(
          "The %s cannot be decoded: it is damaged, or of a rare kind. Save it again as an ordinary"
                  .formatted(info.format())
              + " JPEG or PNG.",
          e);
    }
  }

  private static InvalidImageException tooLarge(ImageInfo info, OutOfMemoryError e) {
    return new InvalidImageException(
        "The picture of %d x %d pixels needs more memory than there is: make it smaller."
            .formatted(info.width(), info.height()),
        e);
  }
}
