package io.retouch.parts.proxy;

import java.util.List;

/**
 * Edit APIs and everything else: what follows the version in the path, so {@code images/edits} for
 * {@code /v1/images/edits} and {@code /step_plan/v1/images/edits}; without a version the first
 * segment, so {@code results} for {@code /results/1.png}; {@code /} for the path without any.
 */
final class PathOperations {
  private PathOperations() {}

  static String nameOf(Request request) {
    List<String> segments = request.segments();
    for (int i = segments.size() - 2; i >= 0; i--) {
      if (segments.get(i).matches("v\\d+")) {
        return String.join("/", segments.subList(i + 1, segments.size()));
      }
    }
    return segments.isEmpty() ? "/" : segments.get(0);
  }
}
