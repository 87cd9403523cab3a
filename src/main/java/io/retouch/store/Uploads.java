package io.retouch.store;

import io.retouch.edit.ObjectStore.NewObject;
import io.retouch.edit.Pieces;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

/** How an object is written, as the SDK wants it. */
final class Uploads {
  private Uploads() {}

  static void describe(NewObject object, PutObjectRequest.Builder request) {
    request
        .bucket(object.bucket())
        .key(object.key())
        .contentType(object.contentType())
        .metadata(object.userMetadata())
        .cacheControl(object.headers().cacheControl().orElse(null))
        .contentDisposition(object.headers().contentDisposition().orElse(null))
        .serverSideEncryption(object.storage().encryption().orElse(null))
        .ssekmsKeyId(object.storage().kmsKey().orElse(null))
        .storageClass(object.storage().storageClass().orElse(null));
    if (!object.tags().isEmpty()) {
      request.tagging(tagging(object.tags()));
    }
    if (!object.overwrite()) {
      request.ifNoneMatch("*");
    }
  }

  private static Tagging tagging(Map<String, String> tags) {
    return Tagging.builder()
        .tagSet(
            tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList())
        .build();
  }

  /** Read in large pieces: where the SDK signs a body, it asks for few bytes at a time. */
  static RequestBody body(NewObject object) {
    Path file = object.file();
    try {
      return RequestBody.fromContentProvider(
          () -> new BufferedInputStream(open(file), Pieces.BYTES),
          Files.size(file),
          object.contentType());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(Path file) {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
