package io.retouch.provider;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;

/**
 * Reads what an API says when it does not answer with an image. The status is known already, so a
 * body that is cut, too long or no JSON is no failure: it only says nothing.
 */
final class ErrorReader {
  private static final int MAX_BYTES = 64 * 1024;

  private final ObjectMapper json;
  private final Clock clock;

  ErrorReader(ObjectMapper json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  ErrorAnswer read(ClassicHttpResponse response, Redaction redaction) {
    JsonNode body = body(response);
    JsonNode error = body.path("error");
    return new ErrorAnswer(
        response.getCode(),
        error.path("message").isTextual() && error.path("type").isTextual(),
        firstText(error.path("message"), error, body.path("message"), body.path("detail"))
            .map(redaction::clean),
        firstText(error.path("type"), body.path("type")).map(redaction::clean),
        firstText(error.path("code"), body.path("code")).map(redaction::clean),
        firstText(error.path("param")).map(redaction::clean),
        RetryAfter.of(response, clock),
        RequestId.of(response).or(() -> firstText(body.path("id"))).map(redaction::clean));
  }

  private JsonNode body(ClassicHttpResponse response) {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return MissingNode.getInstance();
    }
    try {
      byte[] bytes = entity.getContent().readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        return MissingNode.getInstance();
      }
      return json.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(bytes);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  private static Optional<String> firstText(JsonNode... nodes) {
    return Stream.of(nodes)
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .filter(text -> !text.isBlank())
        .findFirst();
  }
}
