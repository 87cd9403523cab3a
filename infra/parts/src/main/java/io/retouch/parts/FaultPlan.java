package io.retouch.parts;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** Which fault the next call meets: the queued ones first, then the one that always applies. */
final class FaultPlan {
  private final Queue<Fault> queued = new ArrayDeque<>();
  private Fault always = Fault.none();

  synchronized void queue(List<Fault> faults) {
    queued.addAll(faults);
  }

  synchronized void always(Fault fault) {
    always = fault;
  }

  synchronized Fault next() {
    Fault next = queued.poll();
    return next == null ? always : next;
  }

  synchronized void clear() {
    queued.clear();
    always = Fault.none();
  }
}
