package io.retouch.aws.stack;

import io.retouch.aws.config.ApplicationConfig;
import io.retouch.aws.stage.Stage;
import io.retouch.aws.stage.Stage.GitHub;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.iam.CfnOIDCProvider;
import software.amazon.awscdk.services.iam.FederatedPrincipal;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * Whom a stage trusts on GitHub: the jobs of one repository that run in one environment, who may
 * deploy the stage; and those in the environment {@code drift-NAME}, who may look at it. There are
 * no lasting keys: GitHub's tokens are exchanged for credentials of an hour.
 */
public final class DeliveryStack extends Stack {
  /** GitHub Docs, "Configuring OpenID Connect in Amazon Web Services". */
  private static final String ISSUER = "token.actions.githubusercontent.com";

  private static final String AUDIENCE = "sts.amazonaws.com";

  private final GitHub github;
  private final String provider;

  /** Makes the stack of a stage. */
  public DeliveryStack(Construct scope, Stage stage, GitHub github, ApplicationConfig config) {
    super(
        scope,
        "retouch-" + stage.name() + "-github",
        StackProps.builder()
            .description("Who delivers Retouch to the stage " + stage.name() + " from GitHub.")
            .build());
    this.github = github;
    this.provider = provider();
    Role deliver =
        role(
            "Deliver",
            "Deploys the stage " + stage.name() + ", smoke tests it, and brings it back.",
            github.environment(),
            DeliveryPermissions.deliver(this, stage, config));
    Role drift =
        role(
            "Drift",
            "Compares the stage " + stage.name() + " with what was deployed.",
            "drift-" + github.environment(),
            DeliveryPermissions.drift(this, stage));
    output("DeliverRole", deliver.getRoleArn());
    output("DriftRole", drift.getRoleArn());
    Tags.of(this).add("retouch:stage", stage.name());
  }

  /** An account has at most one provider for an issuer, so that a second stage uses the first's. */
  private String provider() {
    if (github.makesProvider()) {
      return CfnOIDCProvider.Builder.create(this, "GitHub")
          .url("https://" + ISSUER)
          .clientIdList(List.of(AUDIENCE))
          .build()
          .getAttrArn();
    }
    return formatArn(
        ArnComponents.builder()
            .service("iam")
            .region("")
            .resource("oidc-provider")
            .resourceName(ISSUER)
            .build());
  }

  private Role role(
      String id, String description, String environment, DeliveryPermissions permissions) {
    FederatedPrincipal jobs =
        new FederatedPrincipal(
            provider,
            Map.of(
                "StringEquals",
                new TreeMap<>(
                    Map.of(
                        ISSUER + ":aud",
                        AUDIENCE,
                        ISSUER + ":sub",
                        "repo:%s:environment:%s".formatted(github.repository(), environment)))),
            "sts:AssumeRoleWithWebIdentity");
    Role role =
        Role.Builder.create(this, id)
            .description(description)
            .assumedBy(jobs)
            .maxSessionDuration(Duration.hours(1))
            .inlinePolicies(
                Map.of(
                    "retouch",
                    PolicyDocument.Builder.create().statements(permissions.statements()).build()))
            .build();
    permissions
        .wildcards()
        .forEach(
            resource ->
                Known.at(
                    role,
                    "AwsSolutions-IAM5[Resource::" + resource + "]",
                    "Names of the stage's own, with random endings; or actions that know no resources."));
    return role;
  }

  private void output(String name, String value) {
    CfnOutput.Builder.create(this, name).value(value).build();
  }
}
