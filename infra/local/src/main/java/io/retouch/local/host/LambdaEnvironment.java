package io.retouch.local.host;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The environment variables of a function on Lambda.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Defined
 *     runtime environment variables</a>
 */
final class LambdaEnvironment {
  static final String RUNTIME_API = "AWS_LAMBDA_RUNTIME_API";

  private static final String REGION = "AWS_REGION";
  private static final String VERSION = "$LATEST";

  /** What the machine has to lend for the process to run at all. */
  private static final List<String> INHERITED = List.of("PATH", "JAVA_HOME");

  private final String functionName;
  private final Map<String, String> configured;

  /**
   * @param configured the function's own variables, with the region and credentials that Lambda
   *     would give; wins over everything else
   */
  LambdaEnvironment(String functionName, Map<String, String> configured) {
    this.functionName = functionName;
    this.configured = Map.copyOf(configured);
  }

  String functionArn() {
    String region = configured.getOrDefault(REGION, "us-east-1");
    return "arn:aws:lambda:" + region + ":000000000000:function:" + functionName;
  }

  /** All variables but the Runtime API's address, which differs with each process. */
  Map<String, String> variables(
      FunctionArtifact artifact, HostLimits limits, Path task, Path temporary) {
    Map<String, String> variables = new HashMap<>();
    for (String name : INHERITED) {
      String value = System.getenv(name);
      if (value != null) {
        variables.put(name, value);
      }
    }
    variables.put("AWS_LAMBDA_FUNCTION_NAME", functionName);
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(limits.memoryMegabytes()));
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", VERSION);
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    variables.put("LAMBDA_TASK_ROOT", task.toString());
    variables.put("_HANDLER", artifact.handler());
    variables.put("TMPDIR", temporary.toString());
    variables.put("TZ", ":UTC");
    // Lambda says en_US.UTF-8, which many machines lack; without a UTF-8 locale a JVM garbles what
    // it prints.
    variables.put("LANG", "C.UTF-8");
    variables.putAll(configured);
    return Map.copyOf(variables);
  }
}
