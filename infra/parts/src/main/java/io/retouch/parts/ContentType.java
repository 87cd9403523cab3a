package io.retouch.parts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The media type of a file that came without one: by its first bytes, else by its name. */
final class ContentType {
  private static final int HEAD = 12;

  private ContentType() {}

  static String of(Path file) throws IOException {
    String head;
    try (InputStream stream = Files.newInputStream(file)) {
      head = new String(stream.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
    }
    String byBytes = ofHead(head);
    if (!byBytes.isEmpty()) {
      return byBytes;
    }
    String byName = Files.probeContentType(file);
    return byName == null ? "application/octet-stream" : byName;
  }

  private static String ofHead(String head) {
    if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return "image/jpeg";
    }
    if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
      return "image/png";
    }
    if (head.startsWith("GIF8")) {
      return "image/gif";
    }
    if (head.startsWith("RIFF") && head.endsWith("WEBP")) {
      return "image/webp";
    }
    if (head.startsWith("ftypavif", 4)) {
      return "image/avif";
    }
    if (head.startsWith("ftyphei", 4)) {
      return "image/heic";
    }
    return "";
  }
}
