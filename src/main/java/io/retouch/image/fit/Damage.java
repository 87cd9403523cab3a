package io.retouch.image.fit;

import io.quarkus.runtime.annotations.RegisterResourceBundle;
import io.retouch.image.InvalidImageException;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * Listens to what decoders only warn of, and fill with grey: pixels that are not there. Other
 * warnings, such as of stray bytes between segments, which some cameras write, are let pass.
 */
@RegisterResourceBundle(
    bundleName = "com.sun.imageio.plugins.jpeg.JPEGImageReaderResources",
    moduleName = "java.desktop")
final class Damage implements IIOReadWarningListener {
  /** In the texts of the JDK's JPEG decoder: jerror.h of libjpeg 6b, and its own for a cut file. */
  private static final List<String> SERIOUS =
      List.of("Premature end", "premature end", "Truncated", "bad Huffman", "found marker");

  private boolean found;

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    found |= SERIOUS.stream().anyMatch(warning::contains);
  }

  void requireNone() {
    if (found) {
      throw new InvalidImageException(
          "The picture cannot be decoded to its end: it is damaged or cut short. Upload it again,"
              + " whole.");
    }
  }
}
