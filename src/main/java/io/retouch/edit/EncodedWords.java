package io.retouch.edit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.DecoderException;
import org.apache.commons.codec.net.QuotedPrintableCodec;

/**
 * Reads user metadata as S3 hands it: ASCII, and what is not in RFC 2047 encoded words (Amazon S3
 * User Guide, "Working with object metadata"). Long texts come in several words; the white space
 * between two of them is none of the text's (RFC 2047, section 6.2).
 */
final class EncodedWords {
  /** With spaces, which some encoders leave in although they must not, and nobody mistakes. */
  private static final Pattern WORD =
      Pattern.compile("=\\?([^?\\s]{1,40})\\?([BbQq])\\?([^?]*)\\?=");

  /** What would be read as a word if it were whole, and in an encoding that exists. */
  private static final Pattern BROKEN = Pattern.compile("=\\?[A-Za-z][^?\\s]{0,39}\\?[^?\\s]\\?");

  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Charset charset = StandardCharsets.UTF_8;

  private EncodedWords() {}

  /** The text; nothing where the value is not ASCII, or holds a word that cannot be decoded. */
  static Optional<String> decode(String value) {
    if (value.chars().anyMatch(c -> c > 126)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new EncodedWords().read(value));
    } catch (CharacterCodingException | DecoderException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private String read(String value) throws CharacterCodingException, DecoderException {
    Matcher word = WORD.matcher(value);
    int end = 0;
    while (word.find()) {
      String between = value.substring(end, word.start());
      if (end == 0 || !between.isBlank()) {
        plain(between);
      }
      encoded(Charset.forName(word.group(1)), word.group(2), word.group(3));
      end = word.end();
    }
    plain(value.substring(end));
    return text.toString();
  }

  private void plain(String between) throws CharacterCodingException {
    if (BROKEN.matcher(between).find()) {
      throw new IllegalArgumentException("a word is not whole");
    }
    flush();
    text.append(between);
  }

  /** Bytes are gathered over words of one charset: not everybody ends a word with a character. */
  private void encoded(Charset its, String encoding, String content)
      throws CharacterCodingException, DecoderException {
    if (!its.equals(charset)) {
      flush();
      charset = its;
    }
    byte[] ascii = content.getBytes(StandardCharsets.US_ASCII);
    byte[] decoded =
        encoding.toUpperCase(Locale.ROOT).equals("B")
            ? Base64.getDecoder().decode(ascii)
            : QuotedPrintableCodec.decodeQuotedPrintable(
                content.replace('_', ' ').getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(decoded);
  }

  private void flush() throws CharacterCodingException {
    // A new decoder reports what is malformed, where a String would replace it.
    text.append(charset.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())));
    bytes.reset();
  }
}
