package io.retouch.aws.stack;

import io.retouch.aws.config.ApplicationConfig;
import io.retouch.aws.config.Prefixes;
import io.retouch.aws.stage.Stage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.ssm.CfnParameter;

/** What delivery may do: only what the commands of {@code infra/aws} do, and to one stage. */
final class DeliveryPermissions {
  /** The usual qualifier of {@code cdk bootstrap}. */
  private static final String BOOTSTRAP = "cdk-hnb659fds-";

  /** How the smoke test names its pictures. */
  private static final String SMOKE = "retouch-smoke-";

  private final Stack stack;
  private final Stage stage;
  private final String own;
  private final List<PolicyStatement> statements = new ArrayList<>();
  private final Set<String> wildcards = new LinkedHashSet<>();

  private DeliveryPermissions(Stack stack, Stage stage) {
    this.stack = stack;
    this.stage = stage;
    this.own = "retouch-" + stage.name();
  }

  List<PolicyStatement> statements() {
    return List.copyOf(statements);
  }

  /** The resources that hold a wildcard, as the findings of cdk-nag write them. */
  Set<String> wildcards() {
    return Set.copyOf(wildcards);
  }

  /** For {@code deploy}, {@code smoke} and {@code rollback}. */
  static DeliveryPermissions deliver(Stack stack, Stage stage, ApplicationConfig config) {
    DeliveryPermissions permissions = new DeliveryPermissions(stack, stage);
    permissions.addDelivery();
    permissions.addSmokeTest(config);
    return permissions;
  }

  private void addDelivery() {
    allow(
        "Cdk",
        List.of("sts:AssumeRole"),
        List.of(cdkRole("deploy-role"), cdkRole("file-publishing-role")));
    String assets =
        bucket("%sassets-%s-%s".formatted(BOOTSTRAP, stack.getAccount(), stack.getRegion()));
    String kept = "retouch-deployments/" + stage.name() + "/*";
    allow("Kept", List.of("s3:GetObject", "s3:PutObject"), assets, "/" + kept);
    statements.add(
        PolicyStatement.Builder.create()
            .sid("KeptNames")
            .actions(List.of("s3:ListBucket"))
            .resources(List.of(assets))
            .conditions(Map.of("StringLike", Map.of("s3:prefix", kept)))
            .build());
    allow(
        "Outputs",
        List.of("cloudformation:DescribeStacks"),
        regional("cloudformation", "stack/" + own),
        "/*");
  }

  private void addSmokeTest(ApplicationConfig config) {
    String pictures = "/" + Prefixes.forPolicy(config.first().prefix() + SMOKE);
    allow(
        "SmokePicture",
        List.of("s3:PutObject"),
        bucket(stage.data().uploadBucket().orElse(own + "-datauploads")),
        stage.data().uploadBucket().isPresent() ? pictures : "*" + pictures);
    String results = "/*" + SMOKE + "*";
    allow(
        "SmokeResult",
        List.of("s3:GetObject"),
        bucket(stage.data().outputBucket().orElse(own + "-dataresults")),
        stage.data().outputBucket().isPresent() ? results : "*" + results);
    allow(
        "SmokeStatus",
        List.of("lambda:InvokeFunction"),
        regional("lambda", "function:" + own + "-FunctionsOperate"),
        "*");
    KeyUse result =
        KeyUse.of(
            stack,
            "Smoke",
            List.of("kms:Decrypt"),
            config.first().key().map(List::of).orElse(List.of()));
    statements.addAll(result.statements());
    result.wildcard().ifPresent(wildcards::add);
    stage
        .data()
        .kmsKey()
        .ifPresent(
            key ->
                allow("Encryption", List.of("kms:Decrypt", "kms:GenerateDataKey"), List.of(key)));
  }

  /** For {@code drift}, which reads with the permissions of whoever asks. */
  static DeliveryPermissions drift(Stack stack, Stage stage) {
    DeliveryPermissions permissions = new DeliveryPermissions(stack, stage);
    permissions.addDrift();
    return permissions;
  }

  private void addDrift() {
    allow(
        "Drift",
        List.of(
            "cloudformation:DescribeStackResourceDrifts",
            "cloudformation:DescribeStackResources",
            "cloudformation:DescribeStacks",
            "cloudformation:DetectStackDrift",
            "cloudformation:DetectStackResourceDrift"),
        regional("cloudformation", "stack/" + own),
        "/*");
    wildcards.add("*");
    allow(
        "WithoutResources",
        List.of(
            "cloudformation:DescribeStackDriftDetectionStatus",
            "lambda:GetEventSourceMapping",
            "logs:DescribeLogGroups"),
        List.of("*"));
    DriftReads.ACTIONS.forEach(
        (service, actions) ->
            allow(
                "Read" + Character.toUpperCase(service.charAt(0)) + service.substring(1),
                actions,
                made(service),
                "-*"));
  }

  /** The beginning of what the stack has made in a service. */
  private String made(String service) {
    return switch (service) {
      case "s3" -> bucket(own);
      case "iam" -> global("iam", "role/" + own);
      case "policies" -> global("iam", "policy/" + own);
      case "dynamodb" -> regional(service, "table/" + own);
      case "lambda" -> regional(service, "function:" + own);
      case "logs" -> regional(service, "log-group:" + own);
      case "events" -> regional(service, "rule/" + own);
      case "cloudwatch" -> regional(service, "alarm:" + own);
      default -> regional(service, own);
    };
  }

  private String cdkRole(String name) {
    return global(
        "iam", "role/%s%s-%s-%s".formatted(BOOTSTRAP, name, stack.getAccount(), stack.getRegion()));
  }

  private String bucket(String name) {
    return "arn:%s:s3:::%s".formatted(stack.getPartition(), name);
  }

  private String global(String service, String resource) {
    return "arn:%s:%s::%s:%s"
        .formatted(stack.getPartition(), service, stack.getAccount(), resource);
  }

  private String regional(String service, String resource) {
    return "arn:%s:%s:%s:%s:%s"
        .formatted(stack.getPartition(), service, stack.getRegion(), stack.getAccount(), resource);
  }

  /**
   * A statement about resources with endings of their own. The ARN's beginning is kept in a
   * parameter: findings about literal ones hold colons, which their acknowledgments may not.
   */
  private void allow(String sid, List<String> actions, String beginning, String ending) {
    CfnParameter kept =
        CfnParameter.Builder.create(stack, sid + "Arn")
            .type("String")
            .description("The beginning of an ARN that delivery is allowed.")
            .value(beginning)
            .build();
    wildcards.add("<" + stack.getLogicalId(kept) + ".Value>" + ending);
    allow(sid, actions, List.of(kept.getAttrValue() + ending));
  }

  private void allow(String sid, List<String> actions, List<String> resources) {
    statements.add(
        PolicyStatement.Builder.create().sid(sid).actions(actions).resources(resources).build());
  }
}
