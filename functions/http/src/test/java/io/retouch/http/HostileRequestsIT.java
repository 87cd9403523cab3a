package io.retouch.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.RestAssured;
import io.retouch.parts.LocalEditApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same requests, as far as HTTP can carry them, to the native executable. */
@QuarkusIntegrationTest
@QuarkusTestResource(value = LocalCloud.class, restrictToAnnotatedClass = true)
class HostileRequestsIT {
  private static final long SEED = 20261121;
  private static final int CASES = 1_000;

  private final HttpClient client = HttpClient.newHttpClient();

  @SuppressWarnings("NullAway.Init")
  LocalEditApi api;

  @Test
  void areRefusedAndTheNextIsServed() throws Exception {
    api.reset();
    HostileRequests requests = new HostileRequests(SEED);

    for (int i = 0; i < CASES; i++) {
      byte[] event = requests.next();
      int status = send(new ObjectMapper().readTree(event));
      assertThat(status)
          .as("case %d: %s", i, new String(event, StandardCharsets.UTF_8))
          .isBetween(200, 499);
    }

    assertThat(api.paid()).isZero();
  }

  private int send(JsonNode event) throws IOException, InterruptedException {
    String body = event.path("body").asText();
    boolean encoded = event.path("isBase64Encoded").asBoolean();
    byte[] bytes =
        encoded ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder request;
    try {
      request =
          HttpRequest.newBuilder(
              URI.create(
                  "http://localhost:%d%s?%s"
                      .formatted(
                          RestAssured.port,
                          event.path("rawPath").asText(),
                          event.path("rawQueryString").asText())));
    } catch (IllegalArgumentException e) {
      // No client could send it.
      return 400;
    }
    request.version(HttpClient.Version.HTTP_1_1).timeout(Duration.ofMinutes(1));
    for (Map.Entry<String, JsonNode> header : event.path("headers").properties()) {
      try {
        request.header(header.getKey(), header.getValue().asText());
      } catch (IllegalArgumentException e) {
        // No client could send this either; the rest can go without it.
      }
    }
    String method = event.at("/requestContext/http/method").asText();
    return client
        .send(
            request.method(method, BodyPublishers.ofByteArray(bytes)).build(),
            BodyHandlers.discarding())
        .statusCode();
  }
}
