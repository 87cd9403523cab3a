package io.retouch.edit;

import io.retouch.edit.EditLedger.Own;
import io.retouch.edit.WrittenResults.Found;
import io.retouch.image.ImageInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A result that lies under its key, and what is known of how it came about.
 *
 * @param edit the edit, by whoever answered it
 * @param own how often it was tried
 * @param seed that it was made with, where the API says so
 * @param key the result's
 * @param bytes the result's
 * @param info what the result is; nothing where it was only found
 * @param sent what was sent, if a picture was, and it was in this delivery
 * @param resumed whether an earlier delivery was answered
 */
record Made(
    PreparedEdit edit,
    Own own,
    OptionalLong seed,
    String key,
    long bytes,
    Optional<ImageInfo> info,
    Optional<Sendable> sent,
    boolean resumed) {
  Made {
    Objects.requireNonNull(edit, "edit");
    Objects.requireNonNull(own, "own");
    Objects.requireNonNull(seed, "seed");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(info, "info");
    Objects.requireNonNull(sent, "sent");
  }

  /**
   * A result that was just written.
   *
   * @throws StoreException if its temporary file cannot be read
   */
  static Made of(
      PreparedEdit edit,
      Own own,
      OptionalLong seed,
      String key,
      Finished result,
      Optional<Sendable> sent,
      boolean resumed) {
    try {
      long bytes = Files.size(result.file());
      return new Made(edit, own, seed, key, bytes, Optional.of(result.info()), sent, resumed);
    } catch (IOException e) {
      throw new StoreException("a temporary file cannot be read", e);
    }
  }

  /** A result of an earlier delivery. */
  static Made found(PreparedEdit edit, Own own, Found found) {
    return new Made(
        edit,
        own,
        seed(found.object().userMetadata()),
        found.key(),
        found.object().size(),
        Optional.empty(),
        Optional.empty(),
        true);
  }

  private static OptionalLong seed(Map<String, String> metadata) {
    String seed = DueEdit.seed(metadata);
    // Anybody may have changed metadata since.
    return seed.matches("-?[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(seed))
        : OptionalLong.empty();
  }
}
