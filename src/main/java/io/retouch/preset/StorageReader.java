package io.retouch.preset;

import io.retouch.preset.RetouchConfig.OutputConfig;
import java.util.Map;
import java.util.Optional;

/** Reads how the store keeps a preset's results. */
final class StorageReader {
  /** Amazon S3 API Reference, PutObject, header x-amz-server-side-encryption. */
  private static final Map<String, String> ENCRYPTIONS =
      Map.of("aes256", "AES256", "kms", "aws:kms", "kms-dsse", "aws:kms:dsse");

  /** The same, header x-amz-storage-class: those from which an object is read at once. */
  private static final Map<String, String> CLASSES =
      Map.of(
          "standard", "STANDARD",
          "standard-ia", "STANDARD_IA",
          "one-zone-ia", "ONEZONE_IA",
          "intelligent-tiering", "INTELLIGENT_TIERING",
          "glacier-ir", "GLACIER_IR",
          "reduced-redundancy", "REDUCED_REDUNDANCY");

  private final Problems problems;
  private final Values values;

  StorageReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  Storage read(String path, OutputConfig config) {
    boolean tags =
        values.word(path + ".tags", config.tags(), false, Map.of("keep", true, "drop", false));
    Optional<String> encryption = word(path + ".encryption", config.encryption(), ENCRYPTIONS);
    Optional<String> key = config.kmsKey().map(String::trim);
    if (key.isPresent() && encryption.filter(name -> name.startsWith("aws:kms")).isEmpty()) {
      problems.add(
          path + ".kms-key",
          "is set without an encryption by KMS; write encryption: kms, or remove it.");
    }
    return new Storage(
        tags, encryption, key, word(path + ".storage-class", config.storageClass(), CLASSES));
  }

  private Optional<String> word(
      String property, Optional<String> value, Map<String, String> words) {
    if (value.isEmpty()) {
      return value;
    }
    return Optional.of(values.word(property, value, "", words)).filter(word -> !word.isEmpty());
  }
}
