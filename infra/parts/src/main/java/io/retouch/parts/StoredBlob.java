package io.retouch.parts;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * One object as the store holds it.
 *
 * @param bytes the content; never copied, so do not change it
 * @param contentType the declared type; {@code application/octet-stream} where none was declared
 * @param userMetadata names without {@code x-amz-meta-}, in lower case; values as they were sent
 * @param eTag without quotes
 */
@SuppressWarnings("ArrayRecordComponent") // equals, hashCode and toString below know the array
public record StoredBlob(
    byte[] bytes, String contentType, Map<String, String> userMetadata, String eTag) {

  public StoredBlob {
    Objects.requireNonNull(bytes, "bytes");
    Objects.requireNonNull(contentType, "contentType");
    Objects.requireNonNull(eTag, "eTag");
    userMetadata = Map.copyOf(userMetadata);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredBlob that
        && Arrays.equals(bytes, that.bytes)
        && contentType.equals(that.contentType)
        && userMetadata.equals(that.userMetadata)
        && eTag.equals(that.eTag);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(bytes), contentType, userMetadata, eTag);
  }

  @Override
  public String toString() {
    return "StoredBlob[%d bytes, %s, %s, eTag %s]"
        .formatted(bytes.length, contentType, userMetadata.keySet(), eTag);
  }
}
