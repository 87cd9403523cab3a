package io.retouch.store;

import io.retouch.edit.ObjectStore.Headers;
import io.retouch.edit.ObjectStore.StoredObject;
import io.retouch.edit.ObjectTooLargeException;
import io.retouch.edit.Pieces;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Writes an object to a file unless it is too large. Runs within the SDK's retries: a body that is
 * cut is asked for again.
 */
final class BoundedDownload implements ResponseTransformer<GetObjectResponse, StoredObject> {
  private final Path to;
  private final long maxBytes;

  BoundedDownload(Path to, long maxBytes) {
    this.to = to;
    this.maxBytes = maxBytes;
  }

  @Override
  public StoredObject transform(GetObjectResponse response, AbortableInputStream body) {
    StoredObject object =
        new StoredObject(
            response.contentLength(),
            unquoted(response.eTag()),
            response.lastModified(),
            response.metadata(),
            new Headers(
                Optional.ofNullable(response.cacheControl()),
                Optional.ofNullable(response.contentDisposition())));
    if (object.size() > maxBytes) {
      body.abort();
      throw new ObjectTooLargeException(object);
    }
    long written;
    try (OutputStream out = Files.newOutputStream(to)) {
      written = Pieces.copy(body, out);
    } catch (IOException e) {
      body.abort();
      throw RetryableException.create("the object's bytes broke off", e);
    }
    if (written != object.size()) {
      throw RetryableException.builder()
          .message("%d of the object's %d bytes came".formatted(written, object.size()))
          .build();
    }
    return object;
  }

  /** Empty where a store tells none, as some do in listings. */
  static String unquoted(@Nullable String eTag) {
    return eTag == null ? "" : eTag.replace("\"", "");
  }
}
