package io.retouch.aws.stage;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The settings of one deployment.
 *
 * @param name what it is called, {@code [a-z][a-z0-9-]{0,19}}; the stack is {@code retouch-NAME}
 * @param config the application's configuration, which is put into the functions' zip; default
 *     {@code config/application.yaml} beside the folder of the stages
 * @param data what is kept
 * @param function how the functions run
 * @param http the function that edits on request; default none
 * @param watch who is told of what
 * @param allowances what the account may do at each provider, by the provider's name
 * @param apiKeyParameter the name of the SSM SecureString that holds the API key, handed over as
 *     {@code RETOUCH_API_KEY_PARAMETER}; default {@code /retouch/NAME/api-key}
 * @param environment more environment variables, for the configuration's placeholders; no secrets,
 *     as they can be read by whoever may look at the function
 * @param github who may deliver to the stage from GitHub; default nobody
 */
public record Stage(
    String name,
    Path config,
    Data data,
    Function function,
    Optional<Http> http,
    Watch watch,
    Map<String, Allowance> allowances,
    String apiKeyParameter,
    Map<String, String> environment,
    Optional<GitHub> github) {
  public Stage {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(function, "function");
    Objects.requireNonNull(http, "http");
    Objects.requireNonNull(watch, "watch");
    allowances = Map.copyOf(allowances);
    Objects.requireNonNull(apiKeyParameter, "apiKeyParameter");
    environment = Map.copyOf(environment);
    Objects.requireNonNull(github, "github");
  }

  /** What the account may do at a provider; StepFun's tier V0 where nothing is said. */
  public Allowance allowance(String provider) {
    return allowances.getOrDefault(provider, Allowance.DEFAULT);
  }

  /**
   * What outlives the stack.
   *
   * @param uploadBucket an existing bucket to be used instead of a new one
   * @param outputBucket an existing bucket to be used instead of a new one
   * @param ledgerTable an existing table to be used instead of a new one
   * @param kmsKey the ARN of the KMS key that encrypts new buckets and the new table, and whatever
   *     is in the existing ones; default: keys that AWS owns
   */
  public record Data(
      Optional<String> uploadBucket,
      Optional<String> outputBucket,
      Optional<String> ledgerTable,
      Optional<String> kmsKey) {
    public Data {
      Objects.requireNonNull(uploadBucket, "uploadBucket");
      Objects.requireNonNull(outputBucket, "outputBucket");
      Objects.requireNonNull(ledgerTable, "ledgerTable");
      Objects.requireNonNull(kmsKey, "kmsKey");
    }
  }

  /**
   * How the functions run.
   *
   * @param runtime the native executable, or Java; default native
   * @param architecture the processor; default that of the native executable, arm64 for Java
   * @param memoryMegabytes 128 to 10240; default from the configured limits
   * @param temporaryMegabytes of {@code /tmp}, 512 to 10240; default from the configured limits
   * @param timeLimitSeconds when Lambda ends an invocation, 30 to 900; default 60
   * @param concurrency how many invocations run at a time, 2 (SQS's least) to 1000; default 2
   * @param batchWindowSeconds how long Lambda waits for a batch to fill, 0 to 300; default 1
   */
  public record Function(
      FunctionRuntime runtime,
      Optional<Architecture> architecture,
      Optional<Integer> memoryMegabytes,
      Optional<Integer> temporaryMegabytes,
      int timeLimitSeconds,
      int concurrency,
      int batchWindowSeconds) {
    public Function {
      Objects.requireNonNull(runtime, "runtime");
      Objects.requireNonNull(architecture, "architecture");
      Objects.requireNonNull(memoryMegabytes, "memoryMegabytes");
      Objects.requireNonNull(temporaryMegabytes, "temporaryMegabytes");
    }
  }

  /** What runs the functions. */
  public enum FunctionRuntime {
    /** The native executable, on {@code provided.al2023}. */
    NATIVE,
    /** A JVM build, on {@code java25}. */
    JAVA25
  }

  /**
   * Who is told of what.
   *
   * @param email who gets the alarms' mails, after having confirmed the first one
   * @param rejectionPercent of an hour's pictures; more rejections are an alarm, 1 to 100; default
   *     20
   * @param logDays how long logs are kept; one of CloudWatch's periods; default 30
   */
  public record Watch(Optional<String> email, int rejectionPercent, int logDays) {
    public Watch {
      Objects.requireNonNull(email, "email");
    }
  }

  /**
   * What an account may do at a provider; the defaults are those of StepFun's tier V0.
   *
   * @param sideBySide calls at a time, over all invocations; default 5
   * @param requestsPerMinute calls a minute, over all invocations; default 100
   */
  public record Allowance(int sideBySide, int requestsPerMinute) {
    static final Allowance DEFAULT = new Allowance(5, 100);
  }

  /**
   * Who may deliver from GitHub.
   *
   * @param repository as in {@code owner/name}
   * @param environment the environment of the repository that a job has to run in
   * @param makesProvider whether the account's identity provider for GitHub is made too; else it
   *     has to be there
   */
  public record GitHub(String repository, String environment, boolean makesProvider) {
    public GitHub {
      Objects.requireNonNull(repository, "repository");
      Objects.requireNonNull(environment, "environment");
    }
  }
}
