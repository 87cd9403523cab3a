package io.retouch.sdk;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import javax.xml.catalog.CatalogException;
import javax.xml.parsers.SAXParser;

/**
 * Leaves catalogs of XML out of an executable, and with them the parser that would read one, and
 * XML Schema: the JDK's reader of streams, with which the SDK reads the answers of S3, would ask a
 * catalog for documents that an answer refers to, and none does.
 */
@TargetClass(className = "javax.xml.catalog.CatalogImpl")
final class WithoutXmlCatalogs {
  private WithoutXmlCatalogs() {}

  @SuppressWarnings("UnusedMethod")
  @Substitute
  private SAXParser getParser() {
    throw new CatalogException("XML catalogs are not read.");
  }
}
