package io.retouch.parts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A multipart request, byte by byte as in the curl example of {@code stepfun-images-edits.md}; no
 * library comes between, so that wrong requests can be written too.
 */
final class EditCall {
  static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String BOUNDARY = "------------------------d74496d66958873e";

  private final URI target;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private String method = "POST";
  private String authorization = "Bearer local-key";
  private String contentType = "multipart/form-data; boundary=" + BOUNDARY;

  record Answer(HttpResponse<byte[]> response) {
    int status() {
      return response.statusCode();
    }

    JsonNode json() {
      try {
        return new ObjectMapper().readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String message() {
      return json().at("/error/message").asText();
    }

    String type() {
      return json().at("/error/type").asText();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  private EditCall(URI target) {
    this.target = target;
  }

  /** No fields yet. */
  static EditCall empty(LocalEditApi api) {
    return at(URI.create(api.baseUrl() + "/images/edits"));
  }

  static EditCall at(URI target) {
    return new EditCall(target);
  }

  /** The three required fields. */
  static EditCall to(LocalEditApi api, byte[] image) {
    return empty(api).model().image(image).prompt();
  }

  EditCall model() {
    return field("model", "step-image-edit-2");
  }

  EditCall image(byte[] image) {
    return file("image", "cat.png", "image/png", image);
  }

  EditCall prompt() {
    return field("prompt", "变成一只英短猫");
  }

  EditCall field(String name, String value) {
    return rawField(name, value.getBytes(StandardCharsets.UTF_8));
  }

  EditCall rawField(String name, byte[] value) {
    write("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n");
    body.writeBytes(value);
    write("\r\n");
    return this;
  }

  EditCall file(String name, String fileName, String type, byte[] bytes) {
    write("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"");
    write("; filename=\"" + fileName + "\"\r\nContent-Type: " + type + "\r\n\r\n");
    body.writeBytes(bytes);
    write("\r\n");
    return this;
  }

  EditCall method(String other) {
    method = other;
    return this;
  }

  EditCall authorization(String other) {
    authorization = other;
    return this;
  }

  EditCall header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  EditCall contentType(String other) {
    contentType = other;
    return this;
  }

  private void write(String text) {
    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends all of it, closing boundary included. */
  Answer send() throws IOException, InterruptedException {
    return send(Duration.ofMinutes(2));
  }

  Answer send(Duration timeout) throws IOException, InterruptedException {
    write("--" + BOUNDARY + "--\r\n");
    return sendAsItIs(timeout);
  }

  Answer sendAsItIs(Duration timeout) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .timeout(timeout)
            .header("Content-Type", contentType)
            .method(method, BodyPublishers.ofByteArray(body.toByteArray()));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    headers.forEach(request::header);
    return new Answer(CLIENT.send(request.build(), BodyHandlers.ofByteArray()));
  }

  static Answer get(String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return new Answer(CLIENT.send(request, BodyHandlers.ofByteArray()));
  }

  static Answer send(String method, String url, String text)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .method(method, BodyPublishers.ofString(text))
            .build();
    return new Answer(CLIENT.send(request, BodyHandlers.ofByteArray()));
  }
}
