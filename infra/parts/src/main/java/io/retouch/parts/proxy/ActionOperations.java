package io.retouch.parts.proxy;

import java.util.Optional;

/** The AWS query protocol, as older SQS clients speak it: {@code Action} in the form or query. */
final class ActionOperations implements Operations {
  private static final String ACTION = "Action";

  @Override
  public Optional<String> nameOf(Request request) {
    return Optional.ofNullable(request.form().get(ACTION))
        .or(() -> Optional.ofNullable(request.query().get(ACTION)));
  }
}
