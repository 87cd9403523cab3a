package io.retouch.aws.stage;

import java.util.Map;

/** The processors that Lambda has. */
public enum Architecture {
  /** Graviton; the cheaper one. */
  ARM64("arm64", "linux/arm64"),
  /** Intel and AMD. */
  X86_64("x86_64", "linux/amd64");

  private final String word;
  private final String platform;

  Architecture(String word, String platform) {
    this.word = word;
    this.platform = platform;
  }

  /** Lambda's word for it, for example {@code arm64}. */
  public String word() {
    return word;
  }

  /** The word of Docker and Podman for it, for example {@code linux/arm64}. */
  public String platform() {
    return platform;
  }

  static Map<String, Architecture> words() {
    return Map.of(ARM64.word, ARM64, X86_64.word, X86_64);
  }
}
