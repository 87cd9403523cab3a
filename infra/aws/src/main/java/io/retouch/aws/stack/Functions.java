package io.retouch.aws.stack;

import io.retouch.aws.artifact.FunctionZip;
import io.retouch.aws.config.ApplicationConfig;
import io.retouch.aws.config.Variables;
import io.retouch.aws.stage.Architecture;
import io.retouch.aws.stage.Stage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Size;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig.DestinationConfigProperty;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig.OnFailureProperty;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * Both functions of the one zip: {@code upload} takes uploads, {@code operate} answers operators.
 */
final class Functions extends Construct {
  /** The entry point of every Quarkus Funqy function on Lambda's Java runtimes. */
  private static final String JAVA_HANDLER =
      "io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest";

  /** With partial answers, more would only wait for each other. */
  private static final int BATCH = 10;

  private static final int INVOCATION_HOURS = 6;

  private final Parts parts;
  private final Data data;
  private final Uploads uploads;
  private final Function upload;
  private final Function operate;

  /**
   * What the functions are made of.
   *
   * @param asset the zip that is deployed
   */
  record Parts(Stage stage, ApplicationConfig config, FunctionZip zip, Sizes sizes, Path asset) {}

  Functions(Construct scope, Parts parts, Data data, Uploads uploads) {
    super(scope, "Functions");
    this.parts = parts;
    this.data = data;
    this.uploads = uploads;
    this.upload = function("upload", "Edits the pictures that are uploaded.");
    this.operate = function("operate", "Answers operators: status, release, stop, reconcile.");
    takeFromQueue();
    keepFailedInvocations("upload", upload);
    keepFailedInvocations("operate", operate);
  }

  private void takeFromQueue() {
    EventSourceMapping mapping =
        EventSourceMapping.Builder.create(this, "FromQueue")
            .target(upload)
            .eventSourceArn(uploads.queue().getQueueArn())
            .batchSize(BATCH)
            .maxBatchingWindow(Duration.seconds(parts.stage().function().batchWindowSeconds()))
            .reportBatchItemFailures(true)
            .maxConcurrency(parts.stage().function().concurrency())
            .build();
    Known.at(
        mapping,
        "Serverless-LambdaEventSourceMappingDestination",
        "Mappings of SQS have none: the queue itself moves messages to its dead-letter queue.");
  }

  Function upload() {
    return upload;
  }

  Function operate() {
    return operate;
  }

  /** Where somebody invokes a function without the queue and waits for no answer. */
  private void keepFailedInvocations(String export, Function function) {
    OnFailureProperty onFailure =
        OnFailureProperty.builder().destination(uploads.undelivered().getQueueArn()).build();
    CfnEventInvokeConfig.Builder.create(this, id(export) + "Invocations")
        .functionName(function.getFunctionName())
        .qualifier("$LATEST")
        .maximumEventAgeInSeconds(INVOCATION_HOURS * 3600)
        .maximumRetryAttempts(2)
        .destinationConfig(DestinationConfigProperty.builder().onFailure(onFailure).build())
        .build();
  }

  private Function function(String export, String description) {
    Stage.Function settings = parts.stage().function();
    boolean java = settings.runtime() == Stage.FunctionRuntime.JAVA25;
    LogGroup log =
        LogGroup.Builder.create(this, id(export) + "Log")
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    CfnLogGroup properties = (CfnLogGroup) Objects.requireNonNull(log.getNode().getDefaultChild());
    properties.setRetentionInDays(parts.stage().watch().logDays());
    IRole role =
        new Permissions(this, id(export) + "Role", parts.config(), data, uploads).role(export, log);
    Function function =
        Function.Builder.create(this, id(export))
            .description(description)
            .runtime(java ? Runtime.JAVA_25 : Runtime.PROVIDED_AL2023)
            .handler(java ? JAVA_HANDLER : "bootstrap")
            .code(Code.fromAsset(parts.asset().toString()))
            .architecture(architecture(parts.zip().architecture()))
            .memorySize(parts.sizes().memoryMegabytes())
            .ephemeralStorageSize(Size.mebibytes(parts.sizes().temporaryMegabytes()))
            .timeout(Duration.seconds(settings.timeLimitSeconds()))
            .environment(environment(export))
            .logGroup(log)
            .role(role)
            .tracing(Tracing.ACTIVE)
            .build();
    Known.at(
        function,
        "Serverless-LambdaDLQ",
        "Its on-failure destination keeps the event and the reason, where a queue would keep the event.");
    return function;
  }

  private Map<String, String> environment(String export) {
    Map<String, String> environment = new LinkedHashMap<>(Variables.of(parts.stage()));
    environment.put(Variables.UPLOAD_BUCKET, data.uploads().getBucketName());
    environment.put(Variables.OUTPUT_BUCKET, data.results().getBucketName());
    environment.put(Variables.LEDGER_TABLE, data.ledger().getTableName());
    environment.put(Variables.UPLOAD_QUEUE, uploads.queue().getQueueName());
    environment.put("QUARKUS_FUNQY_EXPORT", export);
    return environment;
  }

  private static String id(String export) {
    return Character.toUpperCase(export.charAt(0)) + export.substring(1);
  }

  static software.amazon.awscdk.services.lambda.Architecture architecture(
      Architecture architecture) {
    return architecture == Architecture.ARM64
        ? software.amazon.awscdk.services.lambda.Architecture.ARM_64
        : software.amazon.awscdk.services.lambda.Architecture.X86_64;
  }
}
