package io.retouch.aws.stack;

import io.retouch.aws.config.ApplicationConfig;
import io.retouch.aws.config.Prefixes;
import io.retouch.aws.stage.Stage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.SqsQueue;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.CfnBucket.FilterRuleProperty;
import software.amazon.awscdk.services.s3.CfnBucket.NotificationConfigurationProperty;
import software.amazon.awscdk.services.s3.CfnBucket.NotificationFilterProperty;
import software.amazon.awscdk.services.s3.CfnBucket.QueueConfigurationProperty;
import software.amazon.awscdk.services.s3.CfnBucket.S3KeyFilterProperty;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** The way of an upload's announcement: bucket, queue, and where it goes if nobody can take it. */
final class Uploads extends Construct {
  /** SQS's most. Waiting ends no message before ten days have gone. */
  private static final Duration RETENTION = Duration.days(14);

  /** From its 20th receive on, a waiting message is sent anew by the function. */
  private static final int MAX_RECEIVES = 30;

  /** AWS Lambda Developer Guide, "Configuring a queue to use with Lambda". */
  private static final int VISIBILITY_FACTOR = 6;

  private final Queue queue;
  private final Queue deadLetters;
  private final Queue undelivered;

  Uploads(Construct scope, Stage stage, ApplicationConfig config, Data data) {
    super(scope, "Uploads");
    this.deadLetters = queue("DeadLetters").build();
    this.undelivered = queue("Undelivered").build();
    String last = "It is where messages end; an alarm tells that it is not empty.";
    Known.at(deadLetters, "Serverless-SQSRedrivePolicy", last);
    Known.at(undelivered, "Serverless-SQSRedrivePolicy", last);
    Known.at(undelivered, "AwsSolutions-SQS3", last);
    int visibility =
        VISIBILITY_FACTOR * stage.function().timeLimitSeconds()
            + stage.function().batchWindowSeconds();
    this.queue =
        queue("Queue")
            .visibilityTimeout(Duration.seconds(visibility))
            .deadLetterQueue(
                DeadLetterQueue.builder().queue(deadLetters).maxReceiveCount(MAX_RECEIVES).build())
            .build();
    if (stage.data().uploadBucket().isPresent()) {
      announceByRule(config, data.uploads());
    } else {
      announceByBucket(config, data.uploads());
    }
  }

  /** Where uploads are announced. */
  Queue queue() {
    return queue;
  }

  /** What was received too often. */
  Queue deadLetters() {
    return deadLetters;
  }

  /** What came without the queue and failed, or could not be put into it. */
  Queue undelivered() {
    return undelivered;
  }

  private Queue.Builder queue(String id) {
    return Queue.Builder.create(this, id)
        .encryption(QueueEncryption.SQS_MANAGED)
        .enforceSsl(true)
        .retentionPeriod(RETENTION);
  }

  /**
   * Through the bucket's own properties: CDK's notifications would deploy a function of their own.
   * The policy names the account, as naming the bucket would make a cycle.
   */
  private void announceByBucket(ApplicationConfig config, IBucket bucket) {
    queue.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .sid("UploadsOfThisAccount")
            .principals(List.of(new ServicePrincipal("s3.amazonaws.com")))
            .actions(List.of("sqs:SendMessage"))
            .resources(List.of(queue.getQueueArn()))
            .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
            .build());
    CfnBucket properties = (CfnBucket) Objects.requireNonNull(bucket.getNode().getDefaultChild());
    properties.setNotificationConfiguration(
        NotificationConfigurationProperty.builder()
            .queueConfigurations(config.sourcePrefixes().stream().map(this::notification).toList())
            .build());
    // S3 tries the queue when it takes the configuration.
    properties.getNode().addDependency(Objects.requireNonNull(queue.getNode().findChild("Policy")));
  }

  private QueueConfigurationProperty notification(String prefix) {
    QueueConfigurationProperty.Builder notification =
        QueueConfigurationProperty.builder().event("s3:ObjectCreated:*").queue(queue.getQueueArn());
    if (!prefix.isEmpty()) {
      FilterRuleProperty rule =
          FilterRuleProperty.builder()
              .name("prefix")
              .value(Prefixes.forNotification(prefix))
              .build();
      notification.filter(
          NotificationFilterProperty.builder()
              .s3Key(S3KeyFilterProperty.builder().rules(List.of(rule)).build())
              .build());
    }
    return notification.build();
  }

  /** CloudFormation cannot change a bucket that it has not made. */
  private void announceByRule(ApplicationConfig config, IBucket bucket) {
    List<?> keys =
        config.sourcePrefixes().stream().map(prefix -> Map.of("prefix", prefix)).toList();
    Map<String, Object> detail =
        config.sourcePrefixes().contains("")
            ? Map.of("bucket", Map.of("name", List.of(bucket.getBucketName())))
            : Map.of(
                "bucket",
                Map.of("name", List.of(bucket.getBucketName())),
                "object",
                Map.of("key", keys));
    Rule rule =
        Rule.Builder.create(this, "Rule")
            .description("Announces uploads of an existing bucket.")
            .eventPattern(
                EventPattern.builder()
                    .source(List.of("aws.s3"))
                    .detailType(List.of("Object Created"))
                    .detail(detail)
                    .build())
            .build();
    rule.addTarget(
        SqsQueue.Builder.create(queue)
            .deadLetterQueue(undelivered)
            .maxEventAge(Duration.hours(24))
            .retryAttempts(185)
            .build());
  }
}
