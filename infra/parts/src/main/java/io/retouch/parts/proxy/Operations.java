package io.retouch.parts.proxy;

import java.util.List;
import java.util.Optional;

/** How one kind of server names what a request asks for. */
interface Operations {

  /** The operation, or empty if the request is of another kind. */
  Optional<String> nameOf(Request request);

  /** The first kind that knows the request names it; its path does at last. */
  static String name(Request request) {
    List<Operations> kinds =
        List.of(new TargetOperations(), new ActionOperations(), new S3Operations());
    return kinds.stream()
        .flatMap(kind -> kind.nameOf(request).stream())
        .findFirst()
        .orElseGet(() -> PathOperations.nameOf(request));
  }
}
