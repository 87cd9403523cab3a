package io.retouch.http;

import io.quarkus.amazon.lambda.runtime.FunctionError;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What the binding needs in a native executable: an invocation that fails would otherwise be the
 * last one, because its error could not be told.
 */
@RegisterForReflection(targets = FunctionError.class)
final class Bindings {
  private Bindings() {}
}
