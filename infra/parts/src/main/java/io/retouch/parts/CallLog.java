package io.retouch.parts;

import io.retouch.parts.LocalEditApi.Call;
import java.util.ArrayList;
import java.util.List;

/** The calls in the order in which they arrived, those still running included. */
final class CallLog {
  private final List<Entry> entries = new ArrayList<>();

  /** A call that is being served; what becomes of it is filled in before it is answered. */
  static final class Entry {
    private volatile Call call;

    private Entry(Call call) {
      this.call = call;
    }

    void read(MultipartForm form) {
      call = call.withForm(form);
    }

    void paid() {
      call = call.withPaid();
    }

    void answered(int status) {
      call = call.withStatus(status);
    }
  }

  synchronized Entry arrived(Call call) {
    Entry entry = new Entry(call);
    entries.add(entry);
    return entry;
  }

  synchronized List<Call> calls() {
    return entries.stream().map(entry -> entry.call).toList();
  }

  int paid() {
    return Math.toIntExact(calls().stream().filter(Call::paid).count());
  }

  synchronized void clear() {
    entries.clear();
  }
}
