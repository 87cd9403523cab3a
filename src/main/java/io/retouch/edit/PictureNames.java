package io.retouch.edit;

import io.retouch.preset.KeyPaths;
import io.retouch.preset.Settings;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a picture may be called that is made from a prompt alone: its name stands for a key. */
public final class PictureNames {
  private PictureNames() {}

  /**
   * What is wrong with a name: the end of a sentence that begins with it, for example "ends with a
   * slash; write a file name after it."; nothing if it can be used.
   */
  public static Optional<String> problem(String name) {
    if (name.isBlank()) {
      return Optional.of("is empty; write what stands for a key, as in summer-sale.");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      return Optional.of("is no Unicode text; write it anew.");
    }
    if (name.endsWith("/")) {
      return Optional.of("ends with a slash; write a file name after it.");
    }
    if (name.startsWith(Settings.HIDDEN_PREFIX)) {
      return Optional.of(
          "begins with %s, where Retouch keeps its own; choose another."
              .formatted(Settings.HIDDEN_PREFIX));
    }
    try {
      KeyPaths.check(name);
      KeyPaths.checkLength(name);
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    return KeyPaths.leadsElsewhere(name)
        ? Optional.of("leads out of the preset's output for whoever decodes it; choose another.")
        : Optional.empty();
  }
}
