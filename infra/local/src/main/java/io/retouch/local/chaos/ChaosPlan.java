package io.retouch.local.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * What a run is like.
 *
 * @param events how many messages announce pictures, poison not counted; 10 to 100,000
 * @param seed draws the events and the faults; how threads and processes interleave is not drawn
 * @param functions how many processes the function may have
 * @param limit for the whole run
 */
record ChaosPlan(int events, long seed, int functions, Duration limit) {
  /** The prompt of every preset. */
  static final String PROMPT = "A storm";

  /** Small, so that a run with many hanging calls ends: what a function may take. */
  static final Duration INVOCATION = Duration.ofSeconds(20);

  /**
   * Named after what is special about them: link and bytes after how the API answers; park does not
   * try again after an unknown outcome.
   */
  static final List<String> PRESETS = List.of("link", "bytes", "park");

  private static final String HEAD =
      """
      retouch:
        time-limit: ${RETOUCH_TIME_LIMIT:20s}
        ledger: { table: "${RETOUCH_LEDGER_TABLE}", lease-margin: 5s }
        budget: { images-per-day: 1000000, cost-per-day: "100000" }
        limits: { side-by-side: 4 }
        providers:
          stand-in:
            dialect: openai-edits
            base-url: ${STEP_BASE_URL}
            api-key: ${STEP_API_KEY}
            private-network: true
            result-hosts: [127.0.0.1]
            attempts: 3
            attempt-timeout: 2s
            concurrency: 20
            requests-per-minute: 100000
            price: { currency: CNY, image: "0.02" }
        presets:
      """;

  private static final String PRESET =
      """
          "%1$s":
            match: { bucket: "${RETOUCH_UPLOAD_BUCKET}", prefix: uploads/%1$s/ }
            provider: stand-in
            model: step-image-edit-2
            prompt: %2$s
            parameters: { response_format: %3$s }
            on-unknown-outcome: %4$s
            output: { bucket: "${RETOUCH_OUTPUT_BUCKET}", key: "%1$s/{dir}{name}.{ext}" }
      """;

  ChaosPlan {
    Objects.requireNonNull(limit, "limit");
    if (events < 10 || events > 100_000) {
      throw new IllegalArgumentException("A run has 10 to 100000 events.");
    }
  }

  /**
   * Two minutes, and four seconds more for ten events: several times what a quiet machine takes.
   */
  static Duration usualLimit(int events) {
    return Duration.ofMinutes(3).plusMillis(1500L * events);
  }

  /** Two pictures for five events: the others come again, or are overwritten. */
  int pictures() {
    return Math.max(5, events * 2 / 5);
  }

  /** Chance of its own for each part of a run. */
  SplittableRandom random(String part) {
    return new SplittableRandom(seed * 31 + part.hashCode());
  }

  /** The function's configuration. */
  static String configuration() {
    StringBuilder text = new StringBuilder(HEAD);
    for (String preset : PRESETS) {
      String answer = preset.equals("bytes") ? "b64_json" : "url";
      String policy = preset.equals("park") ? "park" : "retry";
      text.append(PRESET.formatted(preset, PROMPT, answer, policy));
    }
    return text.toString();
  }
}
