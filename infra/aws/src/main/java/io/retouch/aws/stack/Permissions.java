package io.retouch.aws.stack;

import io.retouch.aws.config.ApplicationConfig;
import io.retouch.aws.config.ApplicationConfigFile;
import io.retouch.aws.config.Prefixes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** What a function may do: named actions on named resources, and why where there is a wildcard. */
final class Permissions {
  static final String HTTP = "http";

  private static final String UPLOAD = "upload";
  private static final String OPERATE = "operate";

  private final Construct scope;
  private final String id;
  private final ApplicationConfig config;
  private final Data data;
  private final Uploads uploads;
  private final List<PolicyStatement> statements = new ArrayList<>();
  private final Map<String, String> wildcards = new LinkedHashMap<>();

  Permissions(Construct scope, String id, ApplicationConfig config, Data data, Uploads uploads) {
    this.scope = scope;
    this.id = id;
    this.config = config;
    this.data = data;
    this.uploads = uploads;
  }

  /** The role of a function, to which nothing can be added any more. */
  IRole role(String function, LogGroup log) {
    allow("Log", List.of("logs:CreateLogStream", "logs:PutLogEvents"), log.getLogGroupArn());
    trace();
    buckets(function);
    allow(
        "Ledger",
        function.equals(OPERATE)
            ? List.of("dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:UpdateItem")
            : List.of("dynamodb:GetItem", "dynamodb:UpdateItem"),
        data.ledger().getTableArn());
    queues(function);
    if (!function.equals(OPERATE)) {
      parameters("ApiKeys", config.apiKeyParameters());
    }
    if (!function.equals(OPERATE)) {
      resultKeys();
    }
    data.key()
        .ifPresent(
            key ->
                allow(
                    "Encryption",
                    List.of("kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"),
                    key.getKeyArn()));
    return role();
  }

  private IRole role() {
    Role role =
        Role.Builder.create(scope, id)
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .inlinePolicies(
                Map.of("retouch", PolicyDocument.Builder.create().statements(statements).build()))
            .build();
    wildcards.forEach(
        (resource, reason) ->
            Known.at(role, "AwsSolutions-IAM5[Resource::" + resource + "]", reason));
    Known.at(
        role,
        "Serverless-LambdaStarPermissions",
        "Tracing alone has a bare asterisk: X-Ray knows no resources for its two actions.");
    return role.withoutPolicyUpdates();
  }

  private void trace() {
    allow("Trace", List.of("xray:PutTelemetryRecords", "xray:PutTraceSegments"), "*");
    wildcards.put("*", "X-Ray knows no resources for these two actions.");
  }

  private void buckets(String function) {
    List<String> sources =
        objects(data.uploadsReference(), config.sourcePrefixes(), "what presets edit");
    List<String> written = new ArrayList<>(config.outputPrefixes());
    if (function.equals(HTTP)) {
      written.add(ApplicationConfigFile.REQUESTS);
    }
    List<String> results =
        objects(data.resultsReference(), Prefixes.minimal(written), "what presets write");
    // Without it, a missing object answers as if it were forbidden.
    allow(
        "List",
        List.of("s3:ListBucket"),
        data.uploads().getBucketArn(),
        data.results().getBucketArn());
    allow(
        "Sources",
        function.equals(HTTP) ? List.of("s3:GetObject", "s3:PutObject") : List.of("s3:GetObject"),
        sources.toArray(String[]::new));
    if (function.equals(OPERATE)) {
      allow("Results", List.of("s3:GetObject"), results.toArray(String[]::new));
      return;
    }
    allow("Results", List.of("s3:GetObject", "s3:PutObject"), results.toArray(String[]::new));
    if (config.fidelity().tags()) {
      tags(function);
    }
    allow(
        "KeptAnswers",
        List.of("s3:DeleteObject"),
        objects(
                data.resultsReference(),
                List.of(ApplicationConfigFile.KEPT_ANSWERS),
                "answers that are kept")
            .toArray(String[]::new));
  }

  /** Tags are read of sources, of requests too, and given to results alone. */
  private void tags(String function) {
    List<String> sources =
        objects(data.uploadsReference(), config.fidelity().taggedSources(), "what keeps its tags");
    if (function.equals(HTTP)) {
      sources.addAll(
          objects(
              data.resultsReference(),
              List.of(ApplicationConfigFile.REQUESTS),
              "what came with requests"));
    }
    if (!sources.isEmpty()) {
      allow("SourceTags", List.of("s3:GetObjectTagging"), sources.toArray(String[]::new));
    }
    allow(
        "ResultTags",
        List.of("s3:PutObjectTagging"),
        objects(data.resultsReference(), config.fidelity().taggedResults(), "what gets tags")
            .toArray(String[]::new));
  }

  /**
   * Links to results are signed with the function's permissions, and answers that are kept read.
   */
  private void resultKeys() {
    KeyUse use =
        KeyUse.of(
            scope, id, List.of("kms:Decrypt", "kms:GenerateDataKey"), config.fidelity().keys());
    statements.addAll(use.statements());
    use.wildcard().ifPresent(resource -> wildcards.put(resource, KeyUse.REASON));
  }

  private List<String> objects(Data.Reference bucket, List<String> prefixes, String what) {
    List<String> resources = new ArrayList<>();
    for (String prefix : prefixes) {
      String pattern = "/" + Prefixes.forPolicy(prefix);
      wildcards.put(bucket.finding() + pattern, "Objects under one prefix: " + what + ".");
      resources.add(bucket.arn() + pattern);
    }
    return resources;
  }

  private void queues(String function) {
    if (function.equals(HTTP)) {
      allow("Queue", List.of("sqs:GetQueueUrl", "sqs:SendMessage"), uploads.queue().getQueueArn());
      return;
    }
    List<String> actions =
        new ArrayList<>(List.of("sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"));
    if (function.equals(UPLOAD)) {
      actions.addAll(
          List.of("sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:ReceiveMessage"));
    }
    statements.add(statement("Queue", actions, List.of(uploads.queue().getQueueArn())));
    allow("Undelivered", List.of("sqs:SendMessage"), uploads.undelivered().getQueueArn());
  }

  /** Lets the function read SSM parameters, by their names. */
  Permissions parameters(String sid, Collection<String> names) {
    List<String> parameters =
        names.stream()
            .sorted()
            .map(
                name ->
                    Stack.of(scope)
                        .formatArn(
                            ArnComponents.builder()
                                .service("ssm")
                                .resource("parameter")
                                .resourceName(name.replaceFirst("^/", ""))
                                .build()))
            .toList();
    if (!parameters.isEmpty()) {
      statements.add(statement(sid, List.of("ssm:GetParameter"), parameters));
    }
    return this;
  }

  private void allow(String sid, List<String> actions, String... resources) {
    statements.add(statement(sid, actions, List.of(Objects.requireNonNull(resources))));
  }

  private static PolicyStatement statement(
      String sid, List<String> actions, List<String> resources) {
    return PolicyStatement.Builder.create().sid(sid).actions(actions).resources(resources).build();
  }
}
