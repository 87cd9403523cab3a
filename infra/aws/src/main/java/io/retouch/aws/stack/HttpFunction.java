package io.retouch.aws.stack;

import io.retouch.aws.artifact.FunctionZip;
import io.retouch.aws.config.ApplicationConfig;
import io.retouch.aws.config.Variables;
import io.retouch.aws.stage.Http;
import io.retouch.aws.stage.Http.Access;
import io.retouch.aws.stage.Stage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Size;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** The function that edits on request, with its log and its role. */
final class HttpFunction extends Construct {
  /** The entry point of every Quarkus function behind a function URL on Lambda's Java runtimes. */
  private static final String JAVA_HANDLER =
      "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest";

  private final Parts parts;
  private final Http settings;
  private final Data data;
  private final Uploads uploads;
  private final Function function;

  /**
   * What the function is made of.
   *
   * @param asset the zip that is deployed
   */
  record Parts(Stage stage, ApplicationConfig config, FunctionZip zip, Path asset) {}

  HttpFunction(Construct scope, Parts parts, Data data, Uploads uploads) {
    super(scope, "Http");
    this.parts = parts;
    this.settings = parts.stage().http().orElseThrow();
    this.data = data;
    this.uploads = uploads;
    this.function = function(log());
  }

  Function function() {
    return function;
  }

  private LogGroup log() {
    LogGroup log =
        LogGroup.Builder.create(this, "Log").removalPolicy(RemovalPolicy.DESTROY).build();
    CfnLogGroup properties = (CfnLogGroup) Objects.requireNonNull(log.getNode().getDefaultChild());
    properties.setRetentionInDays(parts.stage().watch().logDays());
    return log;
  }

  private Function function(LogGroup log) {
    boolean java = parts.stage().function().runtime() == Stage.FunctionRuntime.JAVA25;
    Sizes sizes = Sizes.single(settings.memoryMegabytes(), parts.config().limits());
    List<String> tokens = settings.tokensParameter().map(List::of).orElse(List.of());
    IRole role =
        new Permissions(this, "Role", parts.config(), data, uploads)
            .parameters("Tokens", tokens)
            .role(Permissions.HTTP, log);
    Function made =
        Function.Builder.create(this, "Function")
            .description("Edits pictures on request.")
            .runtime(java ? Runtime.JAVA_25 : Runtime.PROVIDED_AL2023)
            .handler(java ? JAVA_HANDLER : "bootstrap")
            .code(Code.fromAsset(parts.asset().toString()))
            .architecture(Functions.architecture(parts.zip().architecture()))
            .memorySize(settings.memoryMegabytes())
            .ephemeralStorageSize(Size.mebibytes(sizes.temporaryMegabytes()))
            .timeout(Duration.seconds(settings.timeLimitSeconds()))
            .reservedConcurrentExecutions(settings.concurrency())
            .environment(environment())
            .logGroup(log)
            .role(role)
            .tracing(Tracing.ACTIVE)
            .build();
    Known.at(
        made,
        "Serverless-LambdaDLQ",
        "A function URL waits for the answer: no event is left that could be kept.");
    return made;
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>(Variables.of(parts.stage()));
    environment.put(Variables.UPLOAD_BUCKET, data.uploads().getBucketName());
    environment.put(Variables.OUTPUT_BUCKET, data.results().getBucketName());
    environment.put(Variables.LEDGER_TABLE, data.ledger().getTableName());
    environment.put(Variables.UPLOAD_QUEUE, uploads.queue().getQueueName());
    environment.put(Variables.TIME_LIMIT, settings.timeLimitSeconds() + "s");
    // Always said, so that the function never trusts another access than the URL's.
    environment.put(Variables.HTTP_ACCESS, settings.access() == Access.PUBLIC ? "tokens" : "iam");
    settings
        .tokensParameter()
        .ifPresent(name -> environment.put(Variables.HTTP_TOKENS_PARAMETER, name));
    return environment;
  }
}
