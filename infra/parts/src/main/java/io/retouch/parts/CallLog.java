package io.retouch.parts;

import com.sun.net.httpserver.HttpExchange;
import io.retouch.parts.LocalEditApi.Call;
import io.retouch.parts.endpoint.Received;
import io.retouch.parts.endpoint.Received.SentFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The calls in the order in which they arrived, those still running included. */
final class CallLog {
  private static final String AUTHORIZATION = "authorization";

  private final List<Entry> entries = new ArrayList<>();

  /** A call that is being served; what becomes of it is filled in before it is answered. */
  static final class Entry {
    private final String path;
    private final String method;
    private final Map<String, String> headers = new TreeMap<>();
    private final String authorization;
    private volatile Received received = Received.nothing();
    private volatile int status;
    private volatile int images;

    private Entry(HttpExchange exchange) {
      path = exchange.getRequestURI().getPath();
      method = exchange.getRequestMethod();
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) ->
                  headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
      authorization = Optional.ofNullable(headers.remove(AUTHORIZATION)).orElse("");
    }

    void read(Received body) {
      received = body;
    }

    void made(int count) {
      images = count;
    }

    void answered(int answer) {
      status = answer;
    }

    private Call call() {
      SentFile file = received.file().orElseGet(() -> new SentFile("", "", 0, ""));
      return new Call(
          path,
          method,
          received.texts(),
          file.name(),
          file.contentType(),
          file.size(),
          file.sha256(),
          authorization,
          status,
          images > 0,
          images,
          headers);
    }
  }

  synchronized Entry arrived(HttpExchange exchange) {
    Entry entry = new Entry(exchange);
    entries.add(entry);
    return entry;
  }

  synchronized List<Call> calls() {
    return entries.stream().map(Entry::call).toList();
  }

  int paid() {
    return calls().stream().mapToInt(Call::images).sum();
  }

  synchronized void clear() {
    entries.clear();
  }
}
