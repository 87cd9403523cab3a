package io.retouch.parts.endpoint;

import com.sun.net.httpserver.HttpExchange;
import io.retouch.parts.endpoint.MultipartForm.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@code multipart/form-data} body whose file is known, in the time that comparing it
 * takes: {@link MultipartForm#read} looks for the end of the file at every byte of it, which is
 * most of what an edit of a large picture would seem to cost. Stricter than that one: nothing
 * before the first boundary, nothing after the last, and no line that is folded.
 */
final class KnownFileForm {
  private static final Pattern BOUNDARY =
      Pattern.compile(
          "multipart/form-data;\\s*boundary=\"?([^\";]{1,70})\"?.*", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME = Pattern.compile("(?i)(?:^|;\\s*)name=\"([^\"]*)\"");
  private static final Pattern FILE = Pattern.compile("(?i);\\s*filename=\"([^\"]*)\"");
  private static final String DISPOSITION = "content-disposition:";
  private static final String TYPE = "content-type:";
  private static final byte[] EMPTY_LINE = ascii("\r\n\r\n");

  private final byte[] body;
  private final byte[] delimiter;
  private final byte[] file;
  private int at;

  private KnownFileForm(byte[] body, byte[] delimiter, byte[] file) {
    this.body = body;
    this.delimiter = delimiter;
    this.file = file;
  }

  /**
   * Reads the form to its end.
   *
   * @param file what a part with a file name has to hold, byte for byte
   * @throws Refusal if the body is no such form
   */
  static MultipartForm read(HttpExchange exchange, byte[] file) throws IOException, Refusal {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    Matcher boundary = BOUNDARY.matcher(type == null ? "" : type);
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (!boundary.matches()) {
      throw malformed();
    }
    byte[] delimiter = ascii("\r\n--" + boundary.group(1));
    return new MultipartForm(new KnownFileForm(body, delimiter, file).parts());
  }

  private List<Part> parts() throws Refusal {
    // The first delimiter has no line before it.
    skip(Arrays.copyOfRange(delimiter, 2, delimiter.length));
    List<Part> parts = new ArrayList<>();
    while (!isAt(ascii("--"))) {
      skip(ascii("\r\n"));
      parts.add(part());
      skip(delimiter);
    }
    skip(ascii("--"));
    if (at < body.length) {
      skip(ascii("\r\n"));
    }
    if (at < body.length) {
      throw malformed();
    }
    return parts;
  }

  private Part part() throws Refusal {
    int end = indexOf(EMPTY_LINE);
    String head = new String(body, at, end - at, StandardCharsets.UTF_8);
    at = end + EMPTY_LINE.length;
    String disposition = field(head, DISPOSITION);
    Matcher name = NAME.matcher(disposition);
    if (!name.find()) {
      throw malformed();
    }
    Matcher fileName = FILE.matcher(disposition);
    if (!fileName.find()) {
      int start = at;
      at = indexOf(delimiter);
      byte[] text = Arrays.copyOfRange(body, start, at);
      return new Part(name.group(1), false, "", field(head, TYPE), text);
    }
    if (!isAt(file)) {
      throw Refusal.parameter("The image is not the expected one.");
    }
    at += file.length;
    return new Part(name.group(1), true, fileName.group(1), field(head, TYPE), file);
  }

  private static String field(String head, String name) {
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, name, 0, name.length()))
        .map(line -> line.substring(name.length()).strip())
        .findFirst()
        .orElse("");
  }

  private boolean isAt(byte[] wanted) {
    int end = at + wanted.length;
    return end <= body.length && Arrays.equals(body, at, end, wanted, 0, wanted.length);
  }

  private void skip(byte[] wanted) throws Refusal {
    if (!isAt(wanted)) {
      throw malformed();
    }
    at += wanted.length;
  }

  /** Where that comes next; heads and texts are short. */
  private int indexOf(byte[] wanted) throws Refusal {
    for (int i = at; i <= body.length - wanted.length; i++) {
      if (Arrays.equals(body, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    throw malformed();
  }

  private static Refusal malformed() {
    return Refusal.parameter("The body is not well-formed multipart/form-data.");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
