package io.retouch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionsTest {
  private static final String FUNCTION = "AWS::Lambda::Function";

  @ParameterizedTest
  @CsvSource({"FunctionsUpload, upload", "FunctionsOperate, operate"})
  void oneZipHoldsBothFunctions(String id, String export) {
    JsonNode function = Stacks.plain().one(FUNCTION, id);

    assertThat(function.at("/Environment/Variables/QUARKUS_FUNQY_EXPORT").asText())
        .isEqualTo(export);
    assertThat(function.at("/Code/S3Key"))
        .isEqualTo(Stacks.plain().one(FUNCTION, "FunctionsUpload").at("/Code/S3Key"));
    assertThat(Stacks.plain().all(FUNCTION)).hasSize(2);
  }

  @Test
  void nativeFunctionsRunOnTheProcessorThatTheyWereBuiltFor() {
    JsonNode function = Stacks.plain().one(FUNCTION, "FunctionsUpload");

    assertThat(function.path("Runtime").asText()).isEqualTo("provided.al2023");
    assertThat(function.path("Handler").asText()).isEqualTo("bootstrap");
    assertThat(function.path("Architectures").toString()).isEqualTo("[\"arm64\"]");
    assertThat(function.path("MemorySize").asInt()).isEqualTo(512);
    assertThat(function.at("/EphemeralStorage/Size").asInt()).isEqualTo(512);
  }

  @Test
  void javaIsASwitch() {
    JsonNode function = Stacks.full().one(FUNCTION, "FunctionsUpload");

    assertThat(function.path("Runtime").asText()).isEqualTo("java25");
    assertThat(function.path("Handler").asText())
        .isEqualTo("io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest");
    assertThat(function.path("Architectures").toString()).isEqualTo("[\"x86_64\"]");
    assertThat(function.path("MemorySize").asInt()).isEqualTo(1024);
    assertThat(function.at("/EphemeralStorage/Size").asInt()).isEqualTo(2048);
  }

  @Test
  void theTimeOutIsHandedOverAsTheTimeLimit() {
    for (Stacks.Stack stack : new Stacks.Stack[] {Stacks.plain(), Stacks.full()}) {
      for (JsonNode function : stack.all(FUNCTION).values()) {
        assertThat(function.at("/Environment/Variables/RETOUCH_TIME_LIMIT").asText())
            .isEqualTo(function.path("Timeout").asInt() + "s");
      }
    }
    assertThat(Stacks.full().one(FUNCTION, "FunctionsUpload").path("Timeout").asInt())
        .isEqualTo(90);
  }

  @Test
  void functionsAreToldWhatTheyWorkWithAndNoSecret() {
    JsonNode variables =
        Stacks.plain().one(FUNCTION, "FunctionsUpload").at("/Environment/Variables");

    assertThat(variables.path("RETOUCH_UPLOAD_BUCKET").toString()).contains("DataUploads");
    assertThat(variables.path("RETOUCH_OUTPUT_BUCKET").toString()).contains("DataResults");
    assertThat(variables.path("RETOUCH_LEDGER_TABLE").toString()).contains("DataLedger");
    assertThat(variables.path("RETOUCH_QUEUE").toString()).contains("UploadsQueue");
    assertThat(variables.path("RETOUCH_API_KEY_PARAMETER").asText())
        .isEqualTo("/retouch/shop/api-key");
    assertThat(variables).hasSize(7);
    assertThat(
            Stacks.full()
                .one(FUNCTION, "FunctionsUpload")
                .at("/Environment/Variables/STYLE")
                .asText())
        .isEqualTo("loose");
  }

  @Test
  void nothingIsReservedBelowTheConcurrencyOfTheQueue() {
    assertThat(Stacks.plain().text(FUNCTION)).doesNotContain("ReservedConcurrentExecutions");
  }

  @Test
  void eventsThatComeWithoutTheQueueAreKeptWhenTheyFail() {
    assertThat(Stacks.plain().all("AWS::Lambda::EventInvokeConfig"))
        .hasSize(2)
        .allSatisfy(
            (id, config) ->
                assertThat(config.at("/DestinationConfig/OnFailure/Destination").toString())
                    .contains("UploadsUndelivered"));
    assertThat(Stacks.plain().text("AWS::IAM::Role")).contains("UploadsUndelivered");
  }

  @Test
  void logsAreTheStacksOwnAndEnd() {
    assertThat(Stacks.plain().all("AWS::Logs::LogGroup"))
        .hasSize(2)
        .allSatisfy((id, log) -> assertThat(log.path("RetentionInDays").asInt()).isEqualTo(30));
    assertThat(Stacks.full().all("AWS::Logs::LogGroup"))
        .allSatisfy((id, log) -> assertThat(log.path("RetentionInDays").asInt()).isEqualTo(400));
    assertThat(Stacks.plain().all(FUNCTION))
        .allSatisfy(
            (id, function) ->
                assertThat(function.at("/LoggingConfig/LogGroup").toString()).contains("Log"));
  }

  @Test
  void nothingIsDeployedThatIsNotRetouch() {
    for (Stacks.Stack stack : new Stacks.Stack[] {Stacks.plain(), Stacks.full()}) {
      assertThat(stack.template().toString()).doesNotContain("Custom::", "CustomResource");
      assertThat(stack.all(FUNCTION)).hasSize(2);
      assertThat(stack.all("AWS::IAM::Role")).hasSize(2);
      assertThat(stack.all("AWS::IAM::Policy")).isEmpty();
    }
  }
}
