package io.retouch.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.retouch.edit.Scratch;
import io.retouch.edit.Workspace;
import io.retouch.parts.LocalEditApi;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a caller sends is the caller's fault, is answered, and leaves nothing behind. */
@QuarkusTest
@QuarkusTestResource(value = LocalCloud.class, restrictToAnnotatedClass = true)
class HostileRequestsTest {
  private static final long SEED = 20261120;
  private static final int CASES = 10_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Inject Workspace workspace;

  @SuppressWarnings("NullAway.Init")
  LocalEditApi api;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void areRefusedWithASentence() throws IOException {
    api.reset();
    HostileRequests requests = new HostileRequests(SEED);
    Map<Integer, Integer> statuses = new TreeMap<>();

    List<String> faults = new ArrayList<>();
    for (int i = 0; i < CASES && faults.size() < 20; i++) {
      byte[] event = requests.next();
      JsonNode answer = JSON.readTree(Gateway.invoke(event).json());
      int status = answer.path("statusCode").asInt();
      statuses.merge(status, 1, Integer::sum);
      if (!isFine(event, status, answer)) {
        faults.add(
            "case %d: %s%n%s".formatted(i, new String(event, StandardCharsets.UTF_8), answer));
      }
    }

    assertThat(faults).isEmpty();
    assertThat(statuses.keySet()).contains(400, 401, 404, 405, 415);
    assertThat(api.paid()).isZero();
    try (Scratch scratch = workspace.scratch();
        Stream<Path> left = Files.list(Objects.requireNonNull(scratch.path().getParent()))) {
      assertThat(left).isEmpty();
    }
  }

  /** A path that is no path is refused by the HTTP server itself, without a word. */
  private static boolean isRefusedBeforeUs(byte[] event) throws IOException {
    return JSON.readTree(event).path("rawPath").asText().contains("%zz");
  }

  private static boolean isFine(byte[] event, int status, JsonNode answer) throws IOException {
    if (status < 200 || status > 499) {
      return false;
    }
    if (status < 400 || isRefusedBeforeUs(event)) {
      return true;
    }
    String body = answer.path("body").asText("");
    boolean named = answer.path("headers").toString().contains("x-request-id");
    if (body.isEmpty()) {
      // HEAD has none.
      return named;
    }
    JsonNode error = JSON.readTree(body).path("error");
    return named
        && !error.path("code").asText().isEmpty()
        && error.path("message").asText().endsWith(".")
        && Stream.of("Exception", "io.retouch", "java.", ".retouch/").noneMatch(body::contains);
  }
}
