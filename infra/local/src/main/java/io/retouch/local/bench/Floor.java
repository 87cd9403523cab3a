package io.retouch.local.bench;

import io.retouch.parts.proxy.CallReplay;
import io.retouch.parts.proxy.RecordedCall;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What moving the bytes costs: the requests of one edit, as the function sent them, replayed one
 * after the other by a thread of this process over plain sockets. It decides, signs, verifies and
 * stores nothing, so nobody can be quicker against the same servers.
 *
 * <p>The only byte that changes is the transaction's token: with the same one the table would
 * answer without doing anything.
 */
final class Floor implements Contestant {
  private static final double NANOS_A_MILLISECOND = 1_000_000;
  private static final Pattern TOKEN =
      Pattern.compile("(\"ClientRequestToken\"\\s*:\\s*\")([0-9a-f-]{36})(\")");
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Stage stage;
  private final List<Step> steps;
  private final Map<URI, CallReplay> connections = new HashMap<>();
  private double processor;

  Floor(Stage stage, List<Step> steps) {
    this.stage = stage;
    this.steps = List.copyOf(steps);
    steps.forEach(step -> connections.computeIfAbsent(step.server(), CallReplay::to));
  }

  @Override
  public String name() {
    return FLOOR;
  }

  @Override
  public void cool() {
    close();
    processor = 0;
  }

  @Override
  public Timing edit() {
    stage.reset();
    List<Step> fresh = steps.stream().map(Floor::renewed).toList();
    List<Integer> statuses = new ArrayList<>();
    Map<String, Double> took = new LinkedHashMap<>();
    long processorBefore = THREADS.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    long last = start;
    for (Step step : fresh) {
      statuses.add(send(step));
      long now = System.nanoTime();
      took.merge(step.name(), (now - last) / NANOS_A_MILLISECOND, Double::sum);
      last = now;
    }
    processor += (THREADS.getCurrentThreadCpuTime() - processorBefore) / NANOS_A_MILLISECOND;
    check(statuses);
    stage.check("The floor");
    return new Timing(
        (last - start) / NANOS_A_MILLISECOND,
        OptionalDouble.empty(),
        OptionalDouble.of(processor),
        took);
  }

  private int send(Step step) {
    CallReplay connection = connections.get(step.server());
    if (connection == null) {
      throw new IllegalStateException("There is no connection for " + step.server() + ".");
    }
    try {
      return sent(connection, step.call());
    } catch (IOException e) {
      throw new BenchException(
          "The floor's request '%s' broke off, so nothing is compared: %s"
              .formatted(step.name(), e.getMessage()),
          e);
    }
  }

  /** A server ends a connection that was idle while others had their turn; then on a new one. */
  private static int sent(CallReplay connection, RecordedCall call) throws IOException {
    try {
      return connection.send(call);
    } catch (IOException ended) {
      return connection.send(call);
    }
  }

  private void check(List<Integer> statuses) {
    for (int i = 0; i < steps.size(); i++) {
      int recorded = steps.get(i).call().status();
      if (statuses.get(i) != recorded) {
        throw new BenchException(
            "The floor's request '%s' was answered with %d instead of %d, so nothing is compared."
                .formatted(steps.get(i).name(), statuses.get(i), recorded));
      }
    }
  }

  /** The step with a token that the table has not seen. */
  static Step renewed(Step step) {
    RecordedCall call = step.call();
    if (!call.operation().equals("TransactWriteItems")) {
      return step;
    }
    String body = new String(call.body(), StandardCharsets.ISO_8859_1);
    Matcher token = TOKEN.matcher(body);
    String other = token.replaceFirst("$1" + UUID.randomUUID() + "$3");
    return new Step(
        step.name(), step.server(), call.withBody(other.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** The floor is a thread of this process, which has no memory of its own. */
  @Override
  public OptionalDouble peakMegabytes() {
    return OptionalDouble.empty();
  }

  @Override
  public void close() {
    for (CallReplay connection : connections.values()) {
      try {
        connection.close();
      } catch (IOException e) {
        throw new BenchException("A connection of the floor cannot be closed.", e);
      }
    }
  }
}
