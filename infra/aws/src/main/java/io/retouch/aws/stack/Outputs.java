package io.retouch.aws.stack;

import io.retouch.aws.config.ApplicationConfig;
import io.retouch.aws.stage.Stage;
import software.amazon.awscdk.CfnOutput;
import software.constructs.Construct;

/** What somebody needs to know once a stage is there. */
final class Outputs {
  private final Construct scope;
  private final Stage stage;
  private final ApplicationConfig config;
  private final Data data;
  private final Uploads uploads;
  private final Functions functions;
  private final Watch watch;

  Outputs(
      Construct scope,
      Stage stage,
      ApplicationConfig config,
      Data data,
      Uploads uploads,
      Functions functions,
      Watch watch) {
    this.scope = scope;
    this.stage = stage;
    this.config = config;
    this.data = data;
    this.uploads = uploads;
    this.functions = functions;
    this.watch = watch;
  }

  void add() {
    output("UploadBucket", data.uploads().getBucketName());
    output("OutputBucket", data.results().getBucketName());
    output("LedgerTable", data.ledger().getTableName());
    output("UploadQueue", uploads.queue().getQueueUrl());
    output("DeadLetterQueueArn", uploads.deadLetters().getQueueArn());
    output("UndeliveredQueue", uploads.undelivered().getQueueUrl());
    output("UploadFunction", functions.upload().getFunctionName());
    output("OperateFunction", functions.operate().getFunctionName());
    output("FirstPreset", config.first().name());
    // Outputs cannot be empty, and a prefix can.
    output("FirstPrefix", "/" + config.first().prefix());
    output("Dashboard", watch.dashboard().getDashboardName());
    output("ApiKeyParameter", stage.apiKeyParameter());
    output(
        "TryIt",
        "aws s3 cp photo.jpg s3://%s/%s"
            .formatted(data.uploads().getBucketName(), config.sourcePrefixes().get(0)));
    stage
        .data()
        .uploadBucket()
        .ifPresent(bucket -> output("SwitchOnEventBridge", switchOnEventBridge(bucket)));
  }

  /** Keeps what notifications the bucket has already: the call replaces all of them. */
  static String switchOnEventBridge(String bucket) {
    return "aws s3api put-bucket-notification-configuration --bucket %1$s --skip-destination-validation --notification-configuration \"$(aws s3api get-bucket-notification-configuration --bucket %1$s --output json | jq -n '([inputs][0] // {}) + {EventBridgeConfiguration: {}}')\""
        .formatted(bucket);
  }

  private void output(String name, String value) {
    CfnOutput.Builder.create(scope, name).value(value).build();
  }
}
