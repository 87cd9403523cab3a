package io.retouch.local.bench;

import io.retouch.parts.proxy.CallRecorder;
import io.retouch.parts.proxy.RecordedCall;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * One request of an edit, by the name of the step that makes it.
 *
 * @param server to whom it went
 */
record Step(String name, URI server, RecordedCall call) {
  private static final String CALL = "images/edits";
  private static final String KEPT = "/" + BenchServers.EDITED + "/.retouch/";

  Step {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(server, "server");
    Objects.requireNonNull(call, "call");
  }

  private record Sent(URI server, RecordedCall call) {}

  /** What the recorders have seen since the last time, in the order in which it was sent. */
  static List<Step> taken(List<CallRecorder> recorders) throws InterruptedException {
    List<Sent> sent = new ArrayList<>();
    for (CallRecorder recorder : recorders) {
      recorder.take().forEach(call -> sent.add(new Sent(recorder.upstream(), call)));
    }
    sent.sort(Comparator.comparingLong(each -> each.call().startedAt()));
    List<RecordedCall> calls = sent.stream().map(Sent::call).toList();
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      steps.add(new Step(name(calls, i), sent.get(i).server(), calls.get(i)));
    }
    return List.copyOf(steps);
  }

  /** Names by what was asked, and by whether it was before the call, after it, or at the end. */
  static String name(List<RecordedCall> calls, int index) {
    RecordedCall call = calls.get(index);
    boolean called = calls.subList(0, index).stream().anyMatch(c -> c.operation().equals(CALL));
    boolean kept = call.path().startsWith(KEPT);
    return switch (call.operation()) {
      case CALL -> "call";
      case "results" -> "fetch result";
      case "GetObject" -> kept ? "fetch kept answer" : "fetch source";
      case "PutObject" -> kept ? "keep answer" : "put";
      case "DeleteObject" -> kept ? "forget answer" : "delete";
      case "HeadBucket", "ListObjectsV2" -> "prove bucket";
      case "GetItem" -> called ? "read row" : "claim: read";
      case "TransactWriteItems" -> "submit";
      case "UpdateItem", "PutItem" -> write(calls, index, called);
      default -> call.operation();
    };
  }

  private static String write(List<RecordedCall> calls, int index, boolean called) {
    if (!called) {
      return "claim";
    }
    boolean put =
        calls.subList(0, index).stream()
            .anyMatch(c -> c.operation().equals("PutObject") && !c.path().startsWith(KEPT));
    return put ? "done" : "checkpoint";
  }
}
