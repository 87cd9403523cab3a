package io.retouch.smoke;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** What the smoke test touches of a deployment: two buckets and the function for operators. */
final class Deployment implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final S3Client store;
  private final LambdaClient functions;
  private final String operate;

  /**
   * @param operate the name of the function for operators
   */
  Deployment(S3Client store, LambdaClient functions, String operate) {
    this.store = Objects.requireNonNull(store, "store");
    this.functions = Objects.requireNonNull(functions, "functions");
    this.operate = Objects.requireNonNull(operate, "operate");
  }

  /** The deployment that the environment names. */
  static Deployment connect(String operate) {
    return new Deployment(
        S3Client.builder()
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .httpClient(UrlConnectionHttpClient.create())
            .build(),
        LambdaClient.builder().httpClient(UrlConnectionHttpClient.create()).build(),
        operate);
  }

  /** Puts a PNG. */
  void put(String bucket, String key, byte[] picture) {
    store.putObject(
        put -> put.bucket(bucket).key(key).contentType("image/png"),
        RequestBody.fromBytes(picture));
  }

  /** An object without its content. */
  GetObjectResponse get(String bucket, String key) {
    return store.getObjectAsBytes(get -> get.bucket(bucket).key(key)).response();
  }

  /**
   * What {@code operate} answers to {@code status}.
   *
   * @throws SmokeException if the function fails, or refuses to answer
   */
  JsonNode status(String preset, String key) {
    String request =
        JSON.valueToTree(Map.of("do", "status", "preset", preset, "key", key)).toString();
    InvokeResponse response =
        functions.invoke(
            invoke -> invoke.functionName(operate).payload(SdkBytes.fromUtf8String(request)));
    String answer = response.payload().asUtf8String();
    if (response.functionError() != null) {
      throw new SmokeException("The function %s failed: %s".formatted(operate, answer));
    }
    JsonNode status = parse(answer);
    if (status.has("error")) {
      throw new SmokeException(
          "The function %s refused: %s".formatted(operate, status.path("message").asText()));
    }
    return status;
  }

  private JsonNode parse(String answer) {
    try {
      return JSON.readTree(answer);
    } catch (JsonProcessingException e) {
      throw new SmokeException("The function %s answers no JSON: %s".formatted(operate, answer));
    }
  }

  @Override
  public void close() {
    store.close();
    functions.close();
  }
}
