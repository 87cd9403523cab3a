package io.retouch.preset;

import java.util.Objects;
import java.util.Optional;

/**
 * How the store keeps a preset's results.
 *
 * @param tags whether the source's tags go to the result; default false
 * @param encryption S3's name of the server-side encryption; the bucket's own where none is set
 * @param kmsKey the key of an encryption by KMS; the account's own where none is set
 * @param storageClass S3's name of the storage class; STANDARD where none is set
 */
public record Storage(
    boolean tags,
    Optional<String> encryption,
    Optional<String> kmsKey,
    Optional<String> storageClass) {
  public static final Storage DEFAULT =
      new Storage(false, Optional.empty(), Optional.empty(), Optional.empty());

  public Storage {
    Objects.requireNonNull(encryption, "encryption");
    Objects.requireNonNull(kmsKey, "kmsKey");
    Objects.requireNonNull(storageClass, "storageClass");
  }
}
