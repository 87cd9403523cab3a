package io.retouch.sdk;

import io.retouch.edit.Pieces;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The body of one request of the SDK's, read anew from its source for each attempt. */
final class SdkEntity extends AbstractHttpEntity {
  private static final long UNKNOWN = -1;

  private final ContentStreamProvider content;
  private final long length;

  SdkEntity(ContentStreamProvider content, SdkHttpRequest request) {
    // The type is among the request's headers.
    super((String) null, null);
    this.content = content;
    this.length =
        request
            .firstMatchingHeader(HttpHeaders.CONTENT_LENGTH)
            .map(Long::parseLong)
            .orElse(UNKNOWN);
  }

  @Override
  public long getContentLength() {
    return length;
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public boolean isStreaming() {
    return false;
  }

  @Override
  public InputStream getContent() {
    return content.newStream();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try (InputStream in = content.newStream()) {
      Pieces.copy(in, out);
    }
  }

  @Override
  public void close() {
    // Nothing is open between two writes.
  }
}
