package io.retouch.parts;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What result links lead to. Held in memory: the newest 256 MB, older links are gone as they are at
 * the real service after 30 days.
 */
final class Results {
  private static final long MAX_BYTES = 256L * 1024 * 1024;

  private final Map<String, Result> results = new LinkedHashMap<>();
  private long bytes;

  /**
   * @param status what the link answers; 200 with the bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Result(int status, byte[] bytes) {}

  synchronized void add(String name, Result result) {
    results.put(name, result);
    bytes += result.bytes().length;
    Iterator<Result> oldest = results.values().iterator();
    while (bytes > MAX_BYTES && results.size() > 1) {
      bytes -= oldest.next().bytes().length;
      oldest.remove();
    }
  }

  synchronized Optional<Result> get(String name) {
    return Optional.ofNullable(results.get(name));
  }
}
