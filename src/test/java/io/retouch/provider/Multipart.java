package io.retouch.provider;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.fileupload2.core.MultipartInput;

/** Reads a multipart form with a parser that is not the client's. */
final class Multipart {
  private static final Pattern TYPE =
      Pattern.compile("multipart/form-data; boundary=([A-Za-z0-9_-]{1,70})");

  private Multipart() {}

  /** One part: its headers as they came, the body one character a byte. */
  record Part(String headers, String body) {
    byte[] bytes() {
      return body.getBytes(StandardCharsets.ISO_8859_1);
    }

    String text() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }
  }

  static List<Part> parts(ScriptedServer.Request request) throws IOException {
    Matcher type = TYPE.matcher(request.header("content-type"));
    if (!type.matches()) {
      throw new IOException("no multipart form: " + request.header("content-type"));
    }
    MultipartInput input =
        MultipartInput.builder()
            .setInputStream(new ByteArrayInputStream(request.bytes()))
            .setBoundary(type.group(1).getBytes(StandardCharsets.US_ASCII))
            .get();
    List<Part> parts = new ArrayList<>();
    for (boolean more = input.skipPreamble(); more; more = input.readBoundary()) {
      String headers = input.readHeaders().strip();
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      input.readBodyData(body);
      parts.add(new Part(headers, body.toString(StandardCharsets.ISO_8859_1)));
    }
    return parts;
  }
}
