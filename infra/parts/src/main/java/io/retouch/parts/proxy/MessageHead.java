package io.retouch.parts.proxy;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The first line and the header fields of a request or an answer (RFC 9112, section 2.1), read for
 * the little that a proxy must know and kept as they arrived.
 */
final class MessageHead {
  private final byte[] bytes;
  private final String[] firstLine;
  private final List<Field> fields;

  private record Field(String name, String value) {}

  private MessageHead(byte[] bytes, String[] firstLine, List<Field> fields) {
    this.bytes = bytes;
    this.firstLine = firstLine;
    this.fields = fields;
  }

  /**
   * Reads what ends with an empty line.
   *
   * @throws ProtocolException if the first line has fewer than two words or a field has no colon
   */
  static MessageHead of(byte[] bytes) throws ProtocolException {
    List<String> lines = new String(bytes, StandardCharsets.ISO_8859_1).lines().toList();
    String[] firstLine = lines.get(0).split(" ", 3);
    if (firstLine.length < 2) {
      throw new ProtocolException("A message begins with a line that is not HTTP's.");
    }
    List<Field> fields = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      if (line.isEmpty()) {
        break;
      }
      if (colon < 1) {
        throw new ProtocolException("A header field has no name.");
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      fields.add(new Field(name, line.substring(colon + 1).strip()));
    }
    return new MessageHead(bytes, firstLine, List.copyOf(fields));
  }

  /** As they arrived; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** A word of the first line: method, target and version, or version, status and reason. */
  String word(int index) {
    return index < firstLine.length ? firstLine[index] : "";
  }

  /** The first field of this name, which is given in lower case. */
  Optional<String> field(String name) {
    return fields.stream().filter(f -> f.name.equals(name)).map(Field::value).findFirst();
  }

  boolean hasFieldThatBegins(String prefix) {
    return fields.stream().anyMatch(f -> f.name.startsWith(prefix));
  }

  /** Whether a field of this name lists the token, both given in lower case. */
  boolean lists(String name, String token) {
    return fields.stream()
        .filter(f -> f.name.equals(name))
        .flatMap(f -> List.of(f.value.toLowerCase(Locale.ROOT).split(",", -1)).stream())
        .anyMatch(listed -> listed.strip().equals(token));
  }

  /**
   * The length that the message declares, empty if none.
   *
   * @throws ProtocolException if it is not a number
   */
  Optional<Long> contentLength() throws IOException {
    Optional<String> length = field("content-length");
    if (length.isEmpty()) {
      return Optional.empty();
    }
    if (!length.get().matches("\\d{1,18}")) {
      throw new ProtocolException("A Content-Length is not a number.");
    }
    return Optional.of(Long.valueOf(length.get()));
  }

  boolean isChunked() {
    return lists("transfer-encoding", "chunked");
  }
}
