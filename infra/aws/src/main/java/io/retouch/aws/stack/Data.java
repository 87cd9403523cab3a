package io.retouch.aws.stack;

import io.retouch.aws.config.ApplicationConfigFile;
import io.retouch.aws.stage.Stage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.ITable;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.dynamodb.TableEncryption;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.awscdk.services.ssm.CfnParameter;
import software.constructs.Construct;

/** The buckets and the ledger: what stays when the stack is deleted, unless it was there before. */
final class Data extends Construct {
  /** Longer than the 14 days that an upload's message lives, with time for an operator. */
  private static final int ANSWER_DAYS = 30;

  private static final int ABANDONED_DAYS = 7;
  private static final int ACCESS_LOG_DAYS = 90;

  private final Optional<IKey> key;
  private final Optional<Bucket> accessLog;
  private final IBucket uploads;
  private final IBucket results;
  private final ITable ledger;

  /**
   * A bucket's ARN.
   *
   * @param finding how the findings of cdk-nag write it
   */
  record Reference(String arn, String finding) {}

  Data(Construct scope, Stage stage) {
    super(scope, "Data");
    Stage.Data settings = stage.data();
    this.key = settings.kmsKey().map(arn -> Key.fromKeyArn(this, "Key", arn));
    boolean allExist = settings.uploadBucket().isPresent() && settings.outputBucket().isPresent();
    this.accessLog = allExist ? Optional.empty() : Optional.of(accessLog());
    this.uploads =
        settings
            .uploadBucket()
            .map(name -> Bucket.fromBucketName(this, "Uploads", name))
            .orElseGet(() -> bucket("Uploads", List.of(abandonedUploads())));
    this.results =
        settings
            .outputBucket()
            .map(name -> Bucket.fromBucketName(this, "Results", name))
            .orElseGet(() -> bucket("Results", results(stage)));
    this.ledger =
        settings
            .ledgerTable()
            .map(name -> Table.fromTableName(this, "Ledger", name))
            .orElseGet(this::table);
  }

  IBucket uploads() {
    return uploads;
  }

  IBucket results() {
    return results;
  }

  Reference uploadsReference() {
    return reference(uploads);
  }

  Reference resultsReference() {
    return reference(results);
  }

  ITable ledger() {
    return ledger;
  }

  Optional<IKey> key() {
    return key;
  }

  /**
   * The ARN of an existing bucket is kept in a parameter: findings about literal ones hold colons,
   * which their acknowledgments may not.
   */
  private Reference reference(IBucket bucket) {
    if (bucket.getNode().getDefaultChild() instanceof CfnBucket made) {
      return new Reference(bucket.getBucketArn(), finding(made, "Arn"));
    }
    String id = bucket.getNode().getId() + "Arn";
    CfnParameter kept = (CfnParameter) getNode().tryFindChild(id);
    if (kept == null) {
      kept =
          CfnParameter.Builder.create(this, id)
              .type("String")
              .description("An existing bucket that Retouch uses.")
              .value(bucket.getBucketArn())
              .build();
    }
    return new Reference(kept.getAttrValue(), finding(kept, "Value"));
  }

  private static String finding(CfnElement element, String attribute) {
    return "<" + Stack.of(element).getLogicalId(element) + "." + attribute + ">";
  }

  private IBucket bucket(String id, List<LifecycleRule> rules) {
    Bucket.Builder bucket =
        Bucket.Builder.create(this, id)
            .enforceSsl(true)
            .minimumTlsVersion(1.2)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
            .lifecycleRules(rules)
            .removalPolicy(RemovalPolicy.RETAIN)
            .encryption(BucketEncryption.S3_MANAGED);
    key.ifPresent(
        one -> bucket.encryption(BucketEncryption.KMS).encryptionKey(one).bucketKeyEnabled(true));
    accessLog.ifPresent(
        log ->
            bucket
                .serverAccessLogsBucket(log)
                .serverAccessLogsPrefix(id.toLowerCase(Locale.ROOT) + "/"));
    return bucket.build();
  }

  /** Who has read and written what; S3 writes these logs only with keys of its own. */
  private Bucket accessLog() {
    return Bucket.Builder.create(this, "AccessLog")
        .enforceSsl(true)
        .minimumTlsVersion(1.2)
        .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
        .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
        .encryption(BucketEncryption.S3_MANAGED)
        .lifecycleRules(
            List.of(
                LifecycleRule.builder()
                    .id("old-logs")
                    .expiration(Duration.days(ACCESS_LOG_DAYS))
                    .build()))
        .removalPolicy(RemovalPolicy.RETAIN)
        .build();
  }

  private static LifecycleRule abandonedUploads() {
    return LifecycleRule.builder()
        .id("abandoned-multipart-uploads")
        .abortIncompleteMultipartUploadAfter(Duration.days(ABANDONED_DAYS))
        .build();
  }

  private static List<LifecycleRule> results(Stage stage) {
    LifecycleRule answers = hidden("stored-answers", ApplicationConfigFile.KEPT_ANSWERS);
    return stage.http().isEmpty()
        ? List.of(abandonedUploads(), answers)
        : List.of(
            abandonedUploads(),
            answers,
            hidden("pictures-of-requests", ApplicationConfigFile.REQUESTS));
  }

  private static LifecycleRule hidden(String id, String prefix) {
    return LifecycleRule.builder()
        .id(id)
        .prefix(prefix)
        .expiration(Duration.days(ANSWER_DAYS))
        .build();
  }

  private ITable table() {
    Table.Builder table =
        Table.Builder.create(this, "Ledger")
            .partitionKey(Attribute.builder().name("pk").type(AttributeType.STRING).build())
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .pointInTimeRecoverySpecification(
                PointInTimeRecoverySpecification.builder().pointInTimeRecoveryEnabled(true).build())
            .deletionProtection(true)
            .removalPolicy(RemovalPolicy.RETAIN);
    key.ifPresent(one -> table.encryption(TableEncryption.CUSTOMER_MANAGED).encryptionKey(one));
    return table.build();
  }
}
