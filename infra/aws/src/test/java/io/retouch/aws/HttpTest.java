package io.retouch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The HTTP function as it is deployed. */
class HttpTest {
  private static final String FUNCTION = "AWS::Lambda::Function";
  private static final String URL = "AWS::Lambda::Url";
  private static final String PERMISSION = "AWS::Lambda::Permission";
  private static final String POLICY = "AWS::IAM::ManagedPolicy";
  private static final String BUCKET = "AWS::S3::Bucket";

  @Test
  void isThereOnlyWhereItIsSwitchedOn() {
    for (Stacks.Stack without : List.of(Stacks.plain(), Stacks.full())) {
      assertThat(without.all(URL)).isEmpty();
      assertThat(without.all(PERMISSION)).isEmpty();
      assertThat(without.all(POLICY)).isEmpty();
      assertThat(without.template().toString()).doesNotContain("Http", "RETOUCH_HTTP");
    }
    assertThat(Stacks.http().all(URL)).hasSize(1);
    assertThat(Stacks.http().all(FUNCTION)).hasSize(3);
    assertThat(Stacks.http().all("AWS::IAM::Role")).hasSize(3);
  }

  @Test
  void changesNothingOfTheRest() {
    JsonNode with = Stacks.http().template().path("Resources");

    Stacks.plain()
        .template()
        .path("Resources")
        .properties()
        .forEach(
            resource -> {
              if (!resource.getKey().startsWith("DataResults")) {
                assertThat(withoutZip(with.path(resource.getKey())))
                    .as(resource.getKey())
                    .isEqualTo(withoutZip(resource.getValue()));
              }
            });
  }

  /** The tests' zips differ from stage to stage. */
  private static String withoutZip(JsonNode resource) {
    return resource.toString().replaceAll("\"S3Key\":\"[0-9a-f]{64}", "");
  }

  @Test
  void theUrlWantsSignedRequestsByDefault() {
    JsonNode url = Stacks.http().one(URL, "HttpUrl");

    assertThat(url.path("AuthType").asText()).isEqualTo("AWS_IAM");
    assertThat(url.path("InvokeMode").asText()).isEqualTo("BUFFERED");
    assertThat(url.has("Cors")).isFalse();
    assertThat(url.path("TargetFunctionArn").toString()).contains("HttpFunction");
    assertThat(Stacks.http().all(PERMISSION)).isEmpty();
    assertThat(environment(Stacks.http()).path("RETOUCH_HTTP_ACCESS").asText()).isEqualTo("iam");
    assertThat(environment(Stacks.http()).has("RETOUCH_HTTP_TOKENS_PARAMETER")).isFalse();
  }

  @Test
  void callersGetBothPermissionsByWayOfTheUrlAlone() {
    JsonNode policy = Stacks.http().one(POLICY, "HttpUrlCallers");

    JsonNode statements = policy.at("/PolicyDocument/Statement");
    assertThat(statements).hasSize(2);
    assertThat(statements.path(0).path("Action").asText()).isEqualTo("lambda:InvokeFunctionUrl");
    assertThat(statements.path(0).path("Condition").toString())
        .isEqualTo("{\"StringEquals\":{\"lambda:FunctionUrlAuthType\":\"AWS_IAM\"}}");
    assertThat(statements.path(1).path("Action").asText()).isEqualTo("lambda:InvokeFunction");
    assertThat(statements.path(1).path("Condition").toString())
        .isEqualTo("{\"Bool\":{\"lambda:InvokedViaFunctionUrl\":\"true\"}}");
    for (JsonNode statement : statements) {
      assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
      assertThat(statement.path("Resource").toString())
          .contains("HttpFunction")
          .doesNotContain("*");
    }
    assertThat(policy.has("Roles") || policy.has("Users") || policy.has("Groups")).isFalse();
    assertThat(Stacks.open().all(POLICY)).isEmpty();
  }

  @Test
  void aPublicUrlHasBothPermissionsAndDemandsTokens() {
    Stacks.Stack open = Stacks.open();

    assertThat(open.one(URL, "HttpUrl").path("AuthType").asText()).isEqualTo("NONE");
    assertThat(open.all(PERMISSION)).hasSize(2);
    JsonNode byUrl = open.one(PERMISSION, "HttpUrlAnybodyByUrl");
    assertThat(byUrl.path("Action").asText()).isEqualTo("lambda:InvokeFunctionUrl");
    assertThat(byUrl.path("FunctionUrlAuthType").asText()).isEqualTo("NONE");
    JsonNode invokes = open.one(PERMISSION, "HttpUrlAnybodyInvokes");
    assertThat(invokes.path("Action").asText()).isEqualTo("lambda:InvokeFunction");
    assertThat(invokes.path("InvokedViaFunctionUrl").asBoolean()).isTrue();
    assertThat(open.all(PERMISSION).values())
        .allSatisfy(
            permission -> {
              assertThat(permission.path("Principal").asText()).isEqualTo("*");
              assertThat(permission.path("FunctionName").toString()).contains("HttpFunction");
            });
    assertThat(environment(open).path("RETOUCH_HTTP_ACCESS").asText()).isEqualTo("tokens");
    assertThat(environment(open).path("RETOUCH_HTTP_TOKENS_PARAMETER").asText())
        .isEqualTo("/shop/tokens");
  }

  @Test
  void runsNativelyWithWhatARequestNeeds() {
    JsonNode function = Stacks.http().one(FUNCTION, "HttpFunction");

    assertThat(function.path("Runtime").asText()).isEqualTo("provided.al2023");
    assertThat(function.path("Handler").asText()).isEqualTo("bootstrap");
    assertThat(function.path("Architectures").toString()).isEqualTo("[\"arm64\"]");
    assertThat(function.path("MemorySize").asInt()).isEqualTo(512);
    assertThat(function.at("/EphemeralStorage/Size").asInt()).isEqualTo(512);
    assertThat(function.path("Timeout").asInt()).isEqualTo(60);
    assertThat(function.path("ReservedConcurrentExecutions").asInt()).isEqualTo(1);
    assertThat(function.at("/TracingConfig/Mode").asText()).isEqualTo("Active");
  }

  @Test
  void runsOnJavaByTheHandlerOfHttp() {
    JsonNode function = Stacks.open().one(FUNCTION, "HttpFunction");

    assertThat(function.path("Runtime").asText()).isEqualTo("java25");
    assertThat(function.path("Handler").asText())
        .isEqualTo("io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest");
    assertThat(function.path("Architectures").toString()).isEqualTo("[\"x86_64\"]");
    assertThat(function.path("MemorySize").asInt()).isEqualTo(2048);
    assertThat(function.path("Timeout").asInt()).isEqualTo(120);
    assertThat(function.path("ReservedConcurrentExecutions").asInt()).isEqualTo(3);
    assertThat(environment(Stacks.open()).path("RETOUCH_TIME_LIMIT").asText()).isEqualTo("120s");
    assertThat(Stacks.open().one(FUNCTION, "FunctionsUpload").path("Timeout").asInt())
        .isEqualTo(60);
  }

  @Test
  void isToldWhatItWorksWithAndNoSecret() {
    JsonNode variables = environment(Stacks.http());

    assertThat(variables.path("RETOUCH_UPLOAD_BUCKET").toString()).contains("DataUploads");
    assertThat(variables.path("RETOUCH_OUTPUT_BUCKET").toString()).contains("DataResults");
    assertThat(variables.path("RETOUCH_LEDGER_TABLE").toString()).contains("DataLedger");
    assertThat(variables.path("RETOUCH_QUEUE").toString()).contains("UploadsQueue");
    assertThat(variables.path("RETOUCH_TIME_LIMIT").asText()).isEqualTo("60s");
    assertThat(variables.path("RETOUCH_API_KEY_PARAMETER").asText())
        .isEqualTo("/retouch/shop/api-key");
    assertThat(variables).hasSize(7);
    assertThat(environment(Stacks.open()).path("STYLE").asText()).isEqualTo("loose");
    assertThat(environment(Stacks.open()).path("RETOUCH_OUTPUT_BUCKET").asText())
        .isEqualTo("their-results");
  }

  @Test
  void isDeployedFromItsOwnZipWithTheConfiguration() throws IOException {
    assertThat(Stacks.http().one(FUNCTION, "HttpFunction").at("/Code/S3Key"))
        .isNotEqualTo(Stacks.http().one(FUNCTION, "FunctionsUpload").at("/Code/S3Key"));
    Path joined = Stacks.http().file().resolve("../../cdk.out-http.zip").normalize();
    try (ZipFile zip = new ZipFile(joined.toFile())) {
      assertThat(zip.getEntry("config/application.yaml")).isNotNull();
      assertThat(zip.getEntry("bootstrap")).isNotNull();
    }
  }

  @Test
  void picturesOfRequestsDoNotStay() {
    JsonNode rules = Stacks.http().one(BUCKET, "DataResults").at("/LifecycleConfiguration/Rules");

    assertThat(rules)
        .filteredOn(rule -> rule.path("Prefix").asText().equals(".retouch/requests/"))
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.path("Status").asText()).isEqualTo("Enabled");
              assertThat(rule.path("ExpirationInDays").asInt()).isEqualTo(30);
            });
    assertThat(rules)
        .filteredOn(rule -> rule.has("ExpirationInDays"))
        .allMatch(rule -> rule.path("Prefix").asText().startsWith(".retouch/"));
    assertThat(Stacks.plain().text(BUCKET)).doesNotContain(".retouch/requests/");
  }

  @Test
  void tellsOfErrorsThrottlesAndServerErrors() {
    for (List<String> alarm :
        List.of(
            List.of("WatchHttpErrors", "Errors"),
            List.of("WatchHttpThrottles", "Throttles"),
            List.of("WatchHttpServerErrors", "Url5xxCount"))) {
      JsonNode properties = Stacks.http().one("AWS::CloudWatch::Alarm", alarm.get(0));
      assertThat(properties.path("Namespace").asText()).isEqualTo("AWS/Lambda");
      assertThat(properties.path("MetricName").asText()).isEqualTo(alarm.get(1));
      assertThat(properties.path("Statistic").asText()).isEqualTo("Sum");
      assertThat(properties.path("Threshold").asInt()).isZero();
      assertThat(properties.path("Dimensions").toString())
          .contains("\"FunctionName\"", "HttpFunction");
      assertThat(properties.path("AlarmActions").toString()).contains("WatchAlarms");
      assertThat(properties.path("TreatMissingData").asText()).isEqualTo("notBreaching");
    }
    assertThat(Stacks.http().all("AWS::CloudWatch::Alarm")).hasSize(12);
  }

  @Test
  void itsLogIsTheStacksOwnAndEnds() {
    assertThat(Stacks.http().one("AWS::Logs::LogGroup", "HttpLog").path("RetentionInDays").asInt())
        .isEqualTo(30);
    assertThat(Stacks.open().one("AWS::Logs::LogGroup", "HttpLog").path("RetentionInDays").asInt())
        .isEqualTo(400);
    assertThat(Stacks.http().one(FUNCTION, "HttpFunction").at("/LoggingConfig/LogGroup").toString())
        .contains("HttpLog");
  }

  @Test
  void whatCallersNeedIsToldInOutputs() {
    JsonNode outputs = Stacks.http().template().path("Outputs");

    assertThat(outputs.at("/HttpUrl/Value").toString()).contains("HttpUrl", "FunctionUrl");
    assertThat(outputs.at("/HttpFunction/Value").toString()).contains("HttpFunction");
    assertThat(outputs.at("/HttpCallerPolicy/Value").toString()).contains("HttpUrlCallers");
    assertThat(outputs.has("HttpTokensParameter")).isFalse();
    JsonNode open = Stacks.open().template().path("Outputs");
    assertThat(open.at("/HttpTokensParameter/Value").asText()).isEqualTo("/shop/tokens");
    assertThat(open.has("HttpCallerPolicy")).isFalse();
  }

  private static JsonNode environment(Stacks.Stack stack) {
    return stack.one(FUNCTION, "HttpFunction").at("/Environment/Variables");
  }
}
