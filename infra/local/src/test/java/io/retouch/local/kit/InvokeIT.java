package io.retouch.local.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retouch.local.cloud.ClientAccess;
import io.retouch.local.cloud.CloudSettings;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** The functions, invoked as somebody with the AWS CLI or an SDK would. */
class InvokeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String MAKER =
      """
          maker:
            dialect: stepfun-generations
            base-url: ${STEP_BASE_URL}
            api-key: ${STEP_API_KEY}
            private-network: true
            result-hosts: [127.0.0.1]
        presets:
          "poster":
            kind: generate
            provider: maker
            model: step-image-edit-2
            prompt: A travel poster of a lake
            output: { bucket: "${RETOUCH_OUTPUT_BUCKET}" }
      """;

  private static CloudKit kit =
      CloudKit.builder()
          .presets(KitBuilder.PRESETS.replace("  presets:\n", MAKER))
          .functions(1)
          .with(CloudSettings::keepingLedger)
          .start();
  private static LambdaClient lambda = client();

  private static LambdaClient client() {
    ClientAccess access = kit.access();
    return LambdaClient.builder()
        .endpointOverride(kit.cloud().functions())
        .region(Region.of(access.region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(access.accessKeyId(), access.secretAccessKey())))
        .httpClient(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE).build())
        .overrideConfiguration(settings -> settings.apiCallTimeout(PATIENCE))
        .build();
  }

  @BeforeAll
  static void isUp() {
    assertThat(kit.cloud().functions().getHost()).isEqualTo("127.0.0.1");
  }

  @AfterAll
  static void stop() {
    lambda.close();
    kit.close();
  }

  private static InvokeResponse invoke(String function, String event) {
    return lambda.invoke(
        call ->
            call.functionName(function).payload(SdkBytes.fromUtf8String(event.replace('\'', '"'))));
  }

  private static JsonNode operate(String request) throws IOException {
    InvokeResponse response = invoke("operate", request);
    assertThat(response.functionError()).as(response.payload().asUtf8String()).isNull();
    return JSON.readTree(response.payload().asUtf8String());
  }

  @Test
  void answersOperatorsWhileUploadsAreEdited() throws Exception {
    kit.put("uploads/status/one.png", Samples.picture(1), "image/png");
    kit.await("uploads/status/one.png", PATIENCE);

    JsonNode status =
        operate("{'do': 'status', 'preset': 'test', 'key': 'uploads/status/one.png'}");
    JsonNode wrong = operate("{'do': 'dance'}");

    assertThat(status.path("outcome").asText()).as(status.toString()).isEqualTo("edited");
    assertThat(status.at("/output/there").asBoolean()).isTrue();
    assertThat(wrong.path("error").asText()).isEqualTo("wrong_request");
  }

  @Test
  void stopsSpendingAndAllowsItAgain() throws Exception {
    JsonNode stopped = operate("{'do': 'stop', 'by': 'Ada', 'reason': 'the bill'}");
    JsonNode resumed = operate("{'do': 'resume'}");

    assertThat(stopped.path("spending").asText()).isEqualTo("stopped");
    assertThat(resumed.at("/stopBefore/by").asText()).isEqualTo("Ada");
  }

  @Test
  void comparesBucketsWithTheLedger() throws Exception {
    kit.put("uploads/again/one.png", Samples.picture(2), "image/png");
    kit.await("uploads/again/one.png", PATIENCE);
    kit.awaitIdle(PATIENCE);
    String request = "'do': 'reconcile', 'preset': 'test', 'prefix': 'uploads/again/'";

    JsonNode counted = operate("{" + request + "}");
    JsonNode sent = operate("{" + request + ", 'dryRun': false}");

    assertThat(counted.path("finished").asInt()).as(counted.toString()).isEqualTo(1);
    assertThat(counted.path("sent").asBoolean(true)).isFalse();
    assertThat(sent.path("sent").asBoolean()).as(sent.toString()).isTrue();
    assertThat(sent.path("due").asInt(-1)).isZero();
  }

  @Test
  void makesAPictureOnceThatAnOperatorAsksForTwice() throws Exception {
    kit.awaitIdle(PATIENCE);
    int before = kit.editApi().paid();
    String picture = "'preset': 'poster', 'name': 'summer/sale'";

    JsonNode asked = operate("{'do': 'generate', " + picture + "}");
    JsonNode again = operate("{'do': 'generate', " + picture + "}");
    kit.awaitThat(
        "the picture is made", () -> kit.result("poster/summer/sale.png").isPresent(), PATIENCE);
    kit.awaitIdle(PATIENCE);
    JsonNode status = operate("{'do': 'status', " + picture + "}");
    JsonNode after = operate("{'do': 'generate', " + picture + "}");

    assertThat(asked.path("sent").asBoolean()).as(asked.toString()).isTrue();
    assertThat(again.has("error")).as(again.toString()).isFalse();
    assertThat(status.path("outcome").asText()).as(status.toString()).isEqualTo("edited");
    assertThat(status.at("/provenance/edit")).isEqualTo(asked.at("/provenance/edit"));
    assertThat(after.path("sent").asBoolean(true)).as(after.toString()).isFalse();
    assertThat(kit.editApi().paid()).isEqualTo(before + 1);
    assertThat(kit.cloud().edits().find("", "summer/sale")).isPresent();
  }

  @Test
  void invokesTheUploadFunctionWithAnEventOfItsOwn() throws Exception {
    kit.awaitIdle(PATIENCE);

    InvokeResponse response = invoke("upload", "{'Records': []}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.functionError()).isNull();
    assertThat(response.executedVersion()).isEqualTo("$LATEST");
  }

  @Test
  void saysThatAFunctionFailedAndServesTheNextEvent() throws Exception {
    InvokeResponse failed = invoke("operate", "{'do': ");

    assertThat(failed.statusCode()).isEqualTo(200);
    assertThat(failed.functionError()).isEqualTo("Unhandled");
    assertThat(JSON.readTree(failed.payload().asUtf8String()).has("errorMessage")).isTrue();
    assertThat(operate("{'do': 'resume'}").path("spending").asText()).isEqualTo("allowed");
  }

  @Test
  void refusesWhatLambdaRefusesOrIsNotServedHere() throws Exception {
    assertThatThrownBy(() -> invoke("repaint", "{}"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("there are: operate, upload");
    assertThatThrownBy(
            () ->
                lambda.invoke(
                    call -> call.functionName("operate").invocationType(InvocationType.EVENT)))
        .isInstanceOf(LambdaException.class)
        .hasMessageContaining("RequestResponse");
    assertThat(unsigned().statusCode()).isEqualTo(403);
  }

  private static HttpResponse<String> unsigned() throws IOException, InterruptedException {
    URI operate = kit.cloud().functions().resolve("/2015-03-31/functions/operate/invocations");
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(operate)
                .POST(HttpRequest.BodyPublishers.ofString("{\"do\": \"stop\"}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void answersNoPageOfAnotherHost() throws Exception {
    URI endpoint = kit.cloud().functions();
    try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      String request =
          "POST /2015-03-31/functions/operate/invocations HTTP/1.1\r\nHost: pictures.example\r\n"
              + "Authorization: AWS4-HMAC-SHA256 any\r\nContent-Length: 2\r\n\r\n{}";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

      byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 403".length());

      assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 403");
    }
  }

  private record Ended(int code, String said) {}

  /** The command that people and other systems run, without the AWS CLI. */
  private static Ended smoke(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of("../aws/smoke").toAbsolutePath().normalize().toString());
    command.addAll(Arrays.asList(options));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    ClientAccess access = kit.access();
    builder.environment().put("AWS_ENDPOINT_URL_S3", access.store().toString());
    builder.environment().put("AWS_ENDPOINT_URL_LAMBDA", kit.cloud().functions().toString());
    builder.environment().put("AWS_ACCESS_KEY_ID", access.accessKeyId());
    builder.environment().put("AWS_SECRET_ACCESS_KEY", access.secretAccessKey());
    builder.environment().put("AWS_DEFAULT_REGION", access.region());
    builder.environment().put("RETOUCH_SKIP_BUILD", "1");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }

  @Test
  void passesTheSmokeTest() throws Exception {
    Ended ended = smoke("local", "--preset", "test", "--prefix", "uploads/", "--wait", "90");

    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.said().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("Put a picture of "),
            line -> assertThat(line).startsWith("Edited within ").contains("edited/test/retouch-"),
            line -> assertThat(line).contains("knows it: edited, 1 call, paid at most 1"));
  }

  @Test
  void failsTheSmokeTestWhereTheOperatorCannotAnswer() throws Exception {
    Ended ended = smoke("local", "--preset", "nothing-like-it", "--prefix", "uploads/");

    assertThat(ended.code()).as(ended.said()).isEqualTo(1);
    assertThat(ended.said()).contains("refused: ").doesNotContain("Exception");
  }

  @Test
  void failsTheSmokeTestWhereNothingIsEditedInTime() throws Exception {
    Ended ended = smoke("local", "--preset", "test", "--prefix", "elsewhere/", "--wait", "1");

    assertThat(ended.code()).as(ended.said()).isEqualTo(1);
    assertThat(ended.said()).doesNotContain("Exception");
  }

  @Test
  void asksForAStageToSmokeTest() throws Exception {
    Ended ended = smoke();

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.said()).contains("Write the name of a stage");
    assertThat(smoke("local", "--wait", "0").code()).isEqualTo(2);
    assertThat(smoke("local", "--wait", "3601").said()).contains("write 1 to 3600 seconds");
  }
}
