package io.retouch.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sqs.CfnQueue;

class DeploymentTest {
  @TempDir private Path temp;

  @Test
  void aWrongPropertyEndsTheSynthesis() {
    App app = Deployment.app(temp);
    Stack stack = new Stack(app, "wrong");
    CfnResource.Builder.create(stack, "Ledger")
        .type("AWS::DynamoDB::Table")
        .properties(Map.of("BilingMode", "PAY_PER_REQUEST"))
        .build();

    assertThatThrownBy(app::synth).hasMessageContaining("Validation failed");
  }

  @Test
  void aFindingOfTheRulesEndsTheSynthesis() {
    App app = Deployment.app(temp);
    Stack stack = new Stack(app, "careless");
    CfnQueue.Builder.create(stack, "Queue").build();

    assertThatThrownBy(app::synth).hasMessageContaining("Validation failed");
  }

  @Test
  void anAcknowledgmentSilencesItsPlaceAlone() {
    App app = Deployment.app(temp);
    Stack stack = new Stack(app, "half");
    Validations.of(role(stack, "Meant"))
        .acknowledge(
            Acknowledgment.builder().id("AwsSolutions-IAM5[Resource::*]").reason("It is.").build(),
            Acknowledgment.builder()
                .id("Serverless-LambdaStarPermissions")
                .reason("It is.")
                .build());
    app.synth();

    App other = Deployment.app(temp.resolve("other"));
    Stack both = new Stack(other, "both");
    Validations.of(role(both, "Meant"))
        .acknowledge(
            Acknowledgment.builder().id("AwsSolutions-IAM5[Resource::*]").reason("It is.").build(),
            Acknowledgment.builder()
                .id("Serverless-LambdaStarPermissions")
                .reason("It is.")
                .build());
    role(both, "NotMeant");

    assertThatThrownBy(other::synth).hasMessageContaining("Validation failed");
  }

  private static Role role(Stack stack, String id) {
    PolicyStatement trace =
        PolicyStatement.Builder.create()
            .actions(List.of("xray:PutTraceSegments"))
            .resources(List.of("*"))
            .build();
    return Role.Builder.create(stack, id)
        .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
        .inlinePolicies(
            Map.of("trace", PolicyDocument.Builder.create().statements(List.of(trace)).build()))
        .build();
  }

  @Test
  void onlyWhatIsMeantIsAcknowledged() throws IOException {
    Set<String> rules = new TreeSet<>();
    JsonNode places =
        new ObjectMapper()
            .readTree(Stacks.plain().file().resolveSibling("retouch-shop.metadata.json").toFile());
    places
        .properties()
        .forEach(
            place -> {
              for (JsonNode entry : place.getValue()) {
                if (entry.path("type").asText().equals("aws:cdk:acknowledged-rules")) {
                  assertThat(place.getKey()).matches("/retouch-shop/(Uploads|Functions)/[A-Za-z]+");
                  entry.path("data").fieldNames().forEachRemaining(rules::add);
                }
              }
            });

    assertThat(rules)
        .filteredOn(rule -> !rule.startsWith("AwsSolutions-IAM5[Resource::<Data"))
        .containsExactly(
            "Annotation::AwsSolutions-SQS3",
            "Annotation::Serverless-LambdaDLQ",
            "Annotation::Serverless-LambdaEventSourceMappingDestination",
            "Annotation::Serverless-LambdaStarPermissions",
            "Annotation::Serverless-SQSRedrivePolicy",
            "AwsSolutions-IAM5[Resource::*]");
  }

  @Test
  void whatIsDeployedIsToldInOutputs() {
    JsonNode outputs = Stacks.plain().template().path("Outputs");

    assertThat(outputs.fieldNames())
        .toIterable()
        .contains(
            "UploadBucket",
            "OutputBucket",
            "LedgerTable",
            "UploadQueue",
            "DeadLetterQueueArn",
            "OperateFunction",
            "ApiKeyParameter",
            "TryIt");
  }
}
