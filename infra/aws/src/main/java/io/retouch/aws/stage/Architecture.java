package io.retouch.aws.stage;

import java.util.Map;

/** The processors that Lambda has. */
public enum Architecture {
  /** Graviton; the cheaper one. */
  ARM64("arm64", "linux/arm64", "armv8.1-a"),
  /** Intel and AMD. */
  X86_64("x86_64", "linux/amd64", "haswell");

  private final String word;
  private final String platform;
  private final String machine;

  Architecture(String word, String platform, String machine) {
    this.word = word;
    this.platform = platform;
    this.machine = machine;
  }

  /** Lambda's word for it, for example {@code arm64}. */
  public String word() {
    return word;
  }

  /** The word of Docker and Podman for it, for example {@code linux/arm64}. */
  public String platform() {
    return platform;
  }

  /**
   * The machine type that native-image builds for; Lambda's processors are this or newer. Has to be
   * said where the machine that builds is of the other kind.
   */
  public String machine() {
    return machine;
  }

  static Map<String, Architecture> words() {
    return Map.of(ARM64.word, ARM64, X86_64.word, X86_64);
  }
}
