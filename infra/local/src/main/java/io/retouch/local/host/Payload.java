package io.retouch.local.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a function sends to the Runtime API.
 *
 * @param text at most {@link #LARGEST} bytes of it
 * @param bytes how many were sent
 */
record Payload(String text, long bytes) {

  /**
   * Bytes of the largest answer to a synchronous invocation: 6 MiB and 100 bytes, as Lambda's own
   * messages have it.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
   *     quotas</a>
   */
  static final int LARGEST = 6 * 1024 * 1024 + 100;

  /** What the function hears about a larger one. */
  static final String REFUSAL = "Exceeded maximum allowed payload size (" + LARGEST + " bytes).";

  static Payload read(InputStream body) throws IOException {
    byte[] kept = body.readNBytes(LARGEST);
    long rest = body.transferTo(OutputStream.nullOutputStream());
    return new Payload(new String(kept, StandardCharsets.UTF_8), kept.length + rest);
  }

  boolean isTooLarge() {
    return bytes > LARGEST;
  }

  /** What the caller of the function hears. */
  Result.FunctionFailed tooLarge() {
    return new Result.FunctionFailed(
        "Function.ResponseSizeTooLarge",
        "Response payload size (%d bytes) exceeded maximum allowed payload size (%d bytes)."
            .formatted(bytes, LARGEST));
  }
}
