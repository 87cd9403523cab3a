package io.retouch.local.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How each process of an environment is started.
 *
 * @param task the working directory, which is what Lambda calls the task root
 * @param variables everything that the process sees, apart from the Runtime API's address
 * @param freeze whether it is stopped between invocations
 */
record ProcessTemplate(
    List<String> command,
    Path task,
    Map<String, String> variables,
    String functionArn,
    boolean freeze) {

  ProcessTemplate {
    command = List.copyOf(command);
    Objects.requireNonNull(task, "task");
    variables = Map.copyOf(variables);
    Objects.requireNonNull(functionArn, "functionArn");
  }
}
