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
 * @param network between the function and all servers
 */
record Scene(
    Size size, AnswerFormat format, Duration delay, boolean ledger, int batch, Network network) {
  /** As many as SQS hands to a function unless one waits for more. */
  static final int LARGEST_BATCH = 10;

  private static final double MILLIS = 1000.0;

  Scene {
    Objects.requireNonNull(size, "size");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(delay, "delay");
    Objects.requireNonNull(network, "network");
    if (batch < 1 || batch > LARGEST_BATCH) {
      throw new IllegalArgumentException("A batch holds 1 to 10 pictures.");
    }
  }

  /** The headline's: links, no delay, with the ledger, one picture, servers on this machine. */
  static Scene of(Size size) {
    return new Scene(size, AnswerFormat.LINK, Duration.ZERO, true, 1, Network.LOCAL);
  }

  Scene with(AnswerFormat other) {
    return new Scene(size, other, delay, ledger, batch, network);
  }

  Scene with(Duration other) {
    return new Scene(size, format, other, ledger, batch, network);
  }

  Scene withLedger(boolean other) {
    return new Scene(size, format, delay, other, batch, network);
  }

  Scene withBatch(int other) {
    return new Scene(size, format, delay, ledger, other, network);
  }

  Scene with(Network other) {
    return new Scene(size, format, delay, ledger, batch, other);
  }

  /** In a few words, for a table. */
  String title() {
    return String.format(
        Locale.ROOT,
        "%s, %s, %s ledger, API %.1f s%s%s",
        size.title(),
        format.parameter(),
        ledger ? "with" : "without",
        delay.toMillis() / MILLIS,
        batch == 1 ? "" : ", batch of " + batch,
        network.title());
  }

  /**
   * How the servers are reached.
   *
   * @param encrypted by TLS, as everything is at AWS
   * @param roundTrip to each of them, not negative
   */
  record Network(boolean encrypted, Duration roundTrip) {
    /** Plain HTTP to servers on this machine. */
    static final Network LOCAL = new Network(false, Duration.ZERO);

    Network {
      Objects.requireNonNull(roundTrip, "roundTrip");
    }

    String title() {
      return (encrypted ? ", TLS" : "")
          + (roundTrip.isZero() ? "" : ", %d ms away".formatted(roundTrip.toMillis()));
    }
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
