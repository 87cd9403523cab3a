package io.retouch.parts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retouch.parts.EditCall.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;

/** A JSON request that begins as an example of a document, and is then changed. */
final class JsonCall {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final URI target;
  private final ObjectNode fields;
  private String method = "POST";
  private String authorization = "Bearer local-key";
  private String contentType = "application/json";

  private JsonCall(URI target, ObjectNode fields) {
    this.target = target;
    this.fields = fields;
  }

  static JsonNode fixture(String name) throws IOException {
    try (InputStream file = JsonCall.class.getResourceAsStream("/edit-apis/" + name + ".json")) {
      return MAPPER.readTree(Objects.requireNonNull(file, name));
    }
  }

  static JsonCall to(URI baseUrl, String path, String example) throws IOException {
    return new JsonCall(URI.create(baseUrl + path), (ObjectNode) fixture(example));
  }

  static String dataUrl(String mediaType, byte[] picture) {
    return "data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(picture);
  }

  /** A value as JSON; text in quotation marks. */
  JsonCall json(String field, String value) throws IOException {
    fields.set(field, MAPPER.readTree(value));
    return this;
  }

  JsonCall text(String field, String value) {
    fields.put(field, value);
    return this;
  }

  JsonCall without(String field) {
    fields.remove(field);
    return this;
  }

  JsonCall method(String other) {
    method = other;
    return this;
  }

  JsonCall authorization(String other) {
    authorization = other;
    return this;
  }

  JsonCall contentType(String other) {
    contentType = other;
    return this;
  }

  Answer send() throws IOException, InterruptedException {
    return send(MAPPER.writeValueAsBytes(fields));
  }

  Answer send(String body) throws IOException, InterruptedException {
    return send(body.getBytes(StandardCharsets.UTF_8));
  }

  Answer send(byte[] body) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .timeout(Duration.ofMinutes(2))
            .header("Content-Type", contentType)
            .method(method, BodyPublishers.ofByteArray(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return new Answer(EditCall.CLIENT.send(request.build(), BodyHandlers.ofByteArray()));
  }
}
