package io.retouch.local.host;

import java.time.Duration;
import java.util.Objects;

/**
 * What a function may use.
 *
 * @param invocation how long one invocation may take, as the function's time-out on Lambda; at most
 *     15 minutes there
 * @param start how long a process may take until it asks for its first event. Lambda grants 10 s
 *     and then starts over within the invocation's time; here it is one longer limit, as a busy
 *     laptop starts a JVM more slowly
 * @param memoryMegabytes told to the function, and the base of its heap's limit; 128 to 10,240
 */
public record HostLimits(Duration invocation, Duration start, int memoryMegabytes) {

  private static final int SMALLEST_MEMORY = 128;
  private static final int LARGEST_MEMORY = 10_240;

  public HostLimits {
    Objects.requireNonNull(invocation, "invocation");
    Objects.requireNonNull(start, "start");
    if (invocation.isNegative() || invocation.isZero() || start.isNegative() || start.isZero()) {
      throw new IllegalArgumentException("A function's time limits must be longer than zero.");
    }
    if (memoryMegabytes < SMALLEST_MEMORY || memoryMegabytes > LARGEST_MEMORY) {
      throw new IllegalArgumentException("A function's memory must be 128 to 10240 MB.");
    }
  }

  /** The time limit given, 60 s to start, 512 MB. */
  public static HostLimits of(Duration invocation) {
    return new HostLimits(invocation, Duration.ofSeconds(60), 512);
  }

  /** Four fifths of the memory, so that threads and buffers fit beside the heap. */
  int heapMegabytes() {
    return memoryMegabytes * 4 / 5;
  }
}
