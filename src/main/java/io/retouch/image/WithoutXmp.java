package io.retouch.image;

import com.adobe.internal.xmp.XMPError;
import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.impl.XMPMetaParser;
import com.adobe.internal.xmp.options.ParseOptions;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/**
 * Leaves XMP out of an executable: metadata-extractor could read it, and nobody here hands it any.
 */
@TargetClass(XMPMetaParser.class)
final class WithoutXmp {
  private WithoutXmp() {}

  @SuppressWarnings("DoNotCallSuggester")
  @Substitute
  public static XMPMeta parse(Object input, ParseOptions options) throws XMPException {
    throw new XMPException("XMP is not read.", XMPError.BADXMP);
  }
}
