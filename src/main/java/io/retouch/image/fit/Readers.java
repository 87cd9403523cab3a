package io.retouch.image.fit;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.retouch.image.ImageFormat;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageReaderWriterSpi;
import javax.imageio.spi.ImageWriterSpi;

/**
 * The decoders and encoders, each chosen by name: which others lie on the class path makes no
 * difference. Those of TwelveMonkeys are put into the registry by hand, since a native executable
 * does not look for them.
 */
final class Readers {
  private static final String JDK = "com.sun.imageio.plugins.";

  private Readers() {}

  static ImageReader reader(ImageFormat format, Optional<JpegHeader> jpeg) throws IOException {
    return switch (format) {
      case JPEG -> jpeg.filter(Readers::leftToTheJdk).isPresent() ? jdk("jpeg") : twelveMonkeys();
      case WEBP -> new WebPImageReaderSpi().createReaderInstance();
      case PNG, GIF, TIFF, BMP -> jdk(format.extension());
      case HEIC, AVIF -> throw new IllegalArgumentException(format + " cannot be decoded");
    };
  }

  static ImageWriter writer(ImageFormat format) throws IOException {
    String name = format == ImageFormat.JPEG ? "jpeg" : "png";
    return provider(ImageWriterSpi.class, name).createWriterInstance();
  }

  /**
   * The JDK's reader converts colours row by row, where the other holds the picture twice; but it
   * does not know all ways to keep colours, above all no inks before Java 24.
   */
  private static boolean leftToTheJdk(JpegHeader jpeg) {
    return jpeg.components() == 3 && jpeg.profile().filter(IccProfiles::isOfColours).isPresent();
  }

  private static ImageReader jdk(String name) throws IOException {
    return provider(ImageReaderSpi.class, name).createReaderInstance();
  }

  private static ImageReader twelveMonkeys() throws IOException {
    IIORegistry registry = IIORegistry.getDefaultInstance();
    if (registry.getServiceProviderByClass(JPEGImageReaderSpi.class) == null) {
      registry.registerServiceProvider(new JPEGImageReaderSpi());
    }
    return registry.getServiceProviderByClass(JPEGImageReaderSpi.class).createReaderInstance();
  }

  private static <T extends ImageReaderWriterSpi> T provider(Class<T> kind, String format) {
    Iterator<T> providers = IIORegistry.getDefaultInstance().getServiceProviders(kind, true);
    while (providers.hasNext()) {
      T provider = providers.next();
      if (provider.getClass().getName().startsWith(JDK)
          && Arrays.asList(provider.getFormatNames()).contains(format)) {
        return provider;
      }
    }
    throw new IllegalStateException("The runtime cannot read or write " + format);
  }
}
