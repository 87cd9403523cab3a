package io.retouch.local.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * The conditions under which something is measured.
 *
 * @param size of the pictures
 * @param delay of the edit API
 * @param batch how many pictures one invocation edits, 1 to 10
 */
record Scene(Size size, AnswerFormat format, Duration delay, boolean ledger, int batch) {
  /** As many as SQS hands to a function unless one waits for more. */
  static final int LARGEST_BATCH = 10;

  private static final double MILLIS = 1000.0;

  Scene {
    Objects.requireNonNull(size, "size");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(delay, "delay");
    if (batch < 1 || batch > LARGEST_BATCH) {
      throw new IllegalArgumentException("A batch holds 1 to 10 pictures.");
    }
  }

  /** The headline's: links, no delay, with the ledger, one picture. */
  static Scene of(Size size) {
    return new Scene(size, AnswerFormat.LINK, Duration.ZERO, true, 1);
  }

  Scene with(AnswerFormat other) {
    return new Scene(size, other, delay, ledger, batch);
  }

  Scene with(Duration other) {
    return new Scene(size, format, other, ledger, batch);
  }

  Scene withLedger(boolean other) {
    return new Scene(size, format, delay, other, batch);
  }

  Scene withBatch(int other) {
    return new Scene(size, format, delay, ledger, other);
  }

  /** In a few words, for a table. */
  String title() {
    return String.format(
        Locale.ROOT,
        "%s, %s, %s ledger, API %.1f s%s",
        size.title(),
        format.parameter(),
        ledger ? "with" : "without",
        delay.toMillis() / MILLIS,
        batch == 1 ? "" : ", batch of " + batch);
  }

  /** How the API hands over its result. */
  enum AnswerFormat {
    LINK("url"),
    BASE64("b64_json");

    private final String parameter;

    AnswerFormat(String parameter) {
      this.parameter = parameter;
    }

    /** The value of {@code response_format}, and the folder under which such pictures lie. */
    String parameter() {
      return parameter;
    }
  }

  /**
   * How large the pictures are.
   *
   * @param source bytes of the JPEG that goes in, about
   * @param result bytes of the PNG that comes out, about
   */
  record Size(long source, long result) {
    private static final double MEGABYTE = 1_000_000.0;

    /** A thumbnail. */
    static final Size SMALL = new Size(100_000, 100_000);

    /** What the measured peers were given. */
    static final Size USUAL = new Size(3_000_000, 2_100_000);

    /** A large photo, with a result in the proportion of the usual one. */
    static final Size LARGE = new Size(12_000_000, 8_400_000);

    /** The largest that is aimed at. */
    static final Size LARGEST = new Size(30_000_000, 30_000_000);

    Size {
      if (source < 1 || result < 1) {
        throw new IllegalArgumentException("A picture has at least one byte.");
      }
    }

    String title() {
      return String.format(
          Locale.ROOT, "%.1f MB in, %.1f MB out", source / MEGABYTE, result / MEGABYTE);
    }
  }
}
