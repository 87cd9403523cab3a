package io.retouch.parts.endpoint;

import io.retouch.parts.endpoint.ImageSource.Inline;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A picture in a JSON field: a link, or {@code data:image/FORMAT;base64,} and its bytes. */
final class DataUrl {
  private static final String SCHEME = "data:";
  private static final Pattern HEAD = Pattern.compile("data:(image/[a-z0-9.+-]{1,40});base64,");

  private DataUrl() {}

  static boolean is(String text) {
    return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  static ImageSource read(String field, String text) throws Refusal {
    return is(text) ? inline(field, text) : link(field, text);
  }

  private static ImageSource link(String field, String text) throws Refusal {
    try {
      URI uri = new URI(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null) {
        return new ImageSource.Link(uri);
      }
    } catch (URISyntaxException e) {
      throw neither(field);
    }
    throw neither(field);
  }

  private static Refusal neither(String field) {
    return Refusal.parameter(
        field + " must be a link (http or https) or data:image/FORMAT;base64,BASE64.");
  }

  private static Inline inline(String field, String text) throws Refusal {
    Matcher head = HEAD.matcher(text);
    if (!head.lookingAt()) {
      throw neither(field);
    }
    String declared = head.group(1);
    int from = head.end();
    int padding = text.indexOf('=', from);
    boolean padded = padding < 0 || padding >= text.length() - 2;
    if ((text.length() - from) % 4 != 0 || !padded) {
      throw notBase64(field);
    }
    try {
      return new Inline(decoded(text, from), declared);
    } catch (IOException | IllegalArgumentException e) {
      throw notBase64(field);
    }
  }

  private static byte[] decoded(String text, int from) throws IOException {
    try (InputStream bytes = Base64.getDecoder().wrap(new Characters(text, from))) {
      return bytes.readAllBytes();
    }
  }

  private static Refusal notBase64(String field) {
    return Refusal.parameter(field + " is not well-formed Base64.");
  }

  /** A text as bytes without a copy of it; what is not ASCII is no Base64 either. */
  private static final class Characters extends InputStream {
    private final String text;
    private int next;

    Characters(String text, int from) {
      this.text = text;
      next = from;
    }

    @Override
    public int read() {
      return next == text.length() ? -1 : Math.min(text.charAt(next++), 0xFF);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int count = Math.min(length, text.length() - next);
      for (int i = 0; i < count; i++) {
        bytes[offset + i] = (byte) read();
      }
      return count == 0 && length > 0 ? -1 : count;
    }
  }
}
