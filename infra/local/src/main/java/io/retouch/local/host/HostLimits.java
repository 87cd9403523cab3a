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
 * @param memoryMegabytes told to the function, and the base of its limits (four fifths for the
 *     heap; for an executable's data see the shell's {@code ulimit -d}); 128 to 10,240
 */
public record HostLimits(Duration invocation, Duration start, int memoryMegabytes) {

  private static final int SMALLEST_MEMORY = 128;
  private static final int LARGEST_MEMORY = 10_240;
  private static final int STACKS_MEGABYTES = 256;

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

  /**
   * The bound on what a native process writes to: RLIMIT_DATA, in kilobytes. It counts every
   * thread's stack in full, 8 MB each, though little of it is used, hence what is added. RLIMIT_AS
   * is of no use: a GraalVM executable reserves 34 GB of addresses at its start, and does not start
   * without them. Measured with the upload function: 94 MB of data and 42 MB resident when idle.
   */
  long dataKilobytes() {
    return (memoryMegabytes + STACKS_MEGABYTES) * 1024L;
  }
}
