package io.retouch.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** Requests that nobody should send, the same for the same seed; most of them almost right. */
final class HostileRequests {
  private static final List<String> PATHS =
      List.of(
          "/v1/images/edits",
          "/v1/images/edits",
          "/v1/images/edits",
          "/v1/edits",
          "/v1/uploads",
          "/v1/presets",
          "/v1/edits/edit_bGluawo",
          "/v1/edits/%2e%2e%2f",
          "/v1/images/generations",
          "/v1//images/edits",
          "/",
          "/q/../v1/presets",
          "/v1/images/edits;a=b",
          "/%zz");
  private static final List<String> METHODS =
      List.of("POST", "POST", "POST", "POST", "GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");
  private static final List<String> TYPES =
      List.of(
          "multipart/form-data; boundary=xyz",
          "multipart/form-data; boundary=\"x,y\"",
          "multipart/form-data",
          "multipart/form-data; boundary=",
          "multipart/mixed; boundary=xyz",
          "application/json",
          "application/json; charset=utf-8",
          "application/json;charset=nonsense",
          "application/octet-stream",
          "text/plain",
          "\u00e4/\u00f6",
          "");
  private static final List<String> NAMES =
      List.of(
          "image",
          "image[]",
          "prompt",
          "model",
          "n",
          "seed",
          "steps",
          "response_format",
          "stream",
          "user",
          "mask",
          "size",
          "preset",
          "key",
          "force",
          "filename",
          "content_type",
          "\"",
          "");
  private static final List<String> VALUES =
      List.of(
          "link",
          "open",
          "others",
          "step-image-edit-2",
          "0",
          "1",
          "-1",
          "99999999999999999999",
          "url",
          "b64_json",
          "true",
          "null",
          "",
          " ",
          "uploads",
          "../../etc/passwd",
          "link/../x",
          "link/%2e%2e/x",
          "link/%252e%252e/x.png",
          "others/x.png",
          "link/absent.png",
          "image/png",
          "data:image/png;base64,",
          "data:image/png;base64,####",
          "data:image/png;base64,AAAA",
          "data:,x",
          "\u0000",
          "\ud83d\ude00",
          "NaN",
          "1e400");

  private final Random random;

  HostileRequests(long seed) {
    random = new Random(seed);
  }

  /** An event of a function URL, as JSON. */
  byte[] next() {
    String type = one(TYPES);
    boolean form = type.startsWith("multipart/form-data") && random.nextInt(10) > 0;
    boolean json = type.startsWith("application/json") && random.nextInt(10) > 0;
    byte[] body = form ? form(type) : json ? json() : noise();
    if (random.nextInt(4) == 0) {
      body = damaged(body);
    }
    return event(type, body).toString().getBytes(StandardCharsets.UTF_8);
  }

  private ObjectNode event(String type, byte[] body) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    String path = one(PATHS);
    event.put("version", "2.0").put("routeKey", "$default").put("rawPath", path);
    event.put(
        "rawQueryString",
        random.nextInt(5) == 0
            ? "preset=link&key=" + URLEncoder.encode(one(VALUES), StandardCharsets.UTF_8)
            : "");
    ObjectNode headers = event.putObject("headers");
    headers.put("content-type", type);
    if (random.nextInt(10) > 0) {
      headers.put("authorization", "Bearer " + LocalCloud.TOKEN);
    }
    if (random.nextInt(10) == 0) {
      headers.put("idempotency-key", one(List.of("", "a,b", "x".repeat(300), "\u00e4", "k")));
    }
    if (random.nextInt(10) == 0) {
      headers.put("prefer", one(List.of("respond-async", "respond-async, wait=10", ",,", "")));
    }
    headers.put("accept", random.nextInt(20) == 0 ? "text/html" : "*/*");
    ObjectNode context = event.putObject("requestContext");
    context.put("requestId", random.nextInt(10) == 0 ? one(VALUES) : "id-" + random.nextInt());
    context
        .putObject("http")
        .put("method", one(METHODS))
        .put("path", path)
        .put("sourceIp", "192.0.2.1");
    boolean encoded = random.nextBoolean();
    event.put("isBase64Encoded", encoded);
    event.put(
        "body",
        encoded
            ? Base64.getEncoder().encodeToString(body)
            : new String(body, StandardCharsets.ISO_8859_1));
    return event;
  }

  private byte[] form(String type) {
    String boundary = type.contains("x,y") ? "x,y" : "xyz";
    StringBuilder body = new StringBuilder();
    int parts = random.nextInt(5);
    for (int i = 0; i < parts; i++) {
      String name = one(NAMES);
      body.append("--").append(boundary).append("\r\n");
      body.append("Content-Disposition: form-data; name=\"").append(name).append('"');
      if (name.startsWith("image") || random.nextInt(8) == 0) {
        body.append("; filename=\"").append(one(VALUES)).append('"');
      }
      body.append("\r\n");
      if (random.nextInt(6) == 0) {
        body.append("Content-Type: ").append(one(VALUES)).append("\r\n");
      }
      body.append("\r\n").append(one(VALUES)).append("\r\n");
    }
    if (random.nextInt(6) > 0) {
      body.append("--").append(boundary).append("--\r\n");
    }
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  private byte[] json() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    int fields = random.nextInt(6);
    for (int i = 0; i < fields; i++) {
      String name = one(NAMES);
      switch (random.nextInt(8)) {
        case 0 -> body.put(name, random.nextInt());
        case 1 -> body.put(name, random.nextDouble());
        case 2 -> body.putNull(name);
        case 3 -> body.putArray(name).add(one(VALUES)).add(one(VALUES));
        case 4 -> body.putObject(name).put("bucket", one(VALUES)).put("key", one(VALUES));
        case 5 -> body.put(name, random.nextBoolean());
        default -> body.put(name, one(VALUES));
      }
    }
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  private byte[] noise() {
    byte[] noise = new byte[random.nextInt(200)];
    random.nextBytes(noise);
    return noise;
  }

  private byte[] damaged(byte[] body) {
    if (body.length == 0) {
      return body;
    }
    byte[] damaged = Arrays.copyOf(body, 1 + random.nextInt(body.length));
    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    return damaged;
  }

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
