package io.retouch.image;

import com.adobe.internal.xmp.XMPError;
import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.impl.XMPMetaParser;
import com.adobe.internal.xmp.options.ParseOptions;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.xmp.XMPReader;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStream;

/**
 * Leaves XMP out of an executable, and with it all of XML: the libraries could read it where nobody
 * asks them to, which would make the executable larger by a twentieth.
 */
final class WithoutXmp {
  private static final String NOT_READ = "XMP is not read.";

  private WithoutXmp() {}

  /** Of metadata-extractor. */
  @TargetClass(XMPMetaParser.class)
  static final class InMetadataExtractor {
    private InMetadataExtractor() {}

    @SuppressWarnings("DoNotCallSuggester")
    @Substitute
    public static XMPMeta parse(Object input, ParseOptions options) throws XMPException {
      throw new XMPException(NOT_READ, XMPError.BADXMP);
    }
  }

  /** Of TwelveMonkeys. */
  @TargetClass(XMPReader.class)
  static final class InTwelveMonkeys {
    private InTwelveMonkeys() {}

    @SuppressWarnings("DoNotCallSuggester")
    @Substitute
    public Directory read(ImageInputStream input) throws IIOException {
      throw new IIOException(NOT_READ);
    }
  }
}
