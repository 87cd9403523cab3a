package io.retouch.provider;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.retouch.edit.ImageEditor.Call;
import io.retouch.provider.AnswerReader.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The first entry of an answer's {@code data}, as far as it was read. */
final class ImageEntry {
  /** Some servers leave the padding out, as StepFun's own example does. */
  private static final Base64Variant BASE64 = Base64Variants.MIME_NO_LINEFEEDS.withPaddingAllowed();

  private final Call call;
  private boolean inline;
  private boolean filtered;
  private @Nullable URI link;
  private OptionalLong seed = OptionalLong.empty();
  private Problem problem = new Problem("no_image", "holds neither an image nor a link");

  ImageEntry(Call call) {
    this.call = call;
  }

  long maxBytes() {
    return call.maxResultBytes();
  }

  /** Reads the entry up to its end; {@code parser} stands at its beginning. */
  void read(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING) {
        readText(name, parser);
      } else if ("seed".equals(name) && value == JsonToken.VALUE_NUMBER_INT) {
        readSeed(parser);
      } else {
        parser.skipChildren();
      }
    }
  }

  /** Whether the image lies in the result file. */
  boolean inline() {
    return inline;
  }

  /** Whether moderation blocked the result, whatever came beside. */
  boolean filtered() {
    return filtered;
  }

  Optional<URI> link() {
    return Optional.ofNullable(link);
  }

  OptionalLong seed() {
    return seed;
  }

  /** Why there is neither an image nor a link. */
  Problem problem() {
    return problem;
  }

  private void readText(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "b64_json" -> readImage(parser);
      case "url" -> readLink(parser.getText());
      case "finish_reason" ->
          filtered = filtered || "content_filtered".equalsIgnoreCase(parser.getText());
      default -> parser.skipChildren();
    }
  }

  private void readSeed(JsonParser parser) throws IOException {
    if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      seed = OptionalLong.of(parser.getLongValue());
    }
  }

  private void readLink(String text) {
    if (text.isBlank()) {
      return;
    }
    try {
      link = new URI(text.strip());
    } catch (URISyntaxException e) {
      problem = new Problem("unreadable_link", "holds a link that is no URL");
    }
  }

  private void readImage(JsonParser parser) throws IOException {
    try (ResultFile file = ResultFile.create(call.result(), call.maxResultBytes())) {
      parser.readBinaryValue(BASE64, file);
      inline = file.size() > 0;
    } catch (JsonEOFException e) {
      throw e;
    } catch (JsonParseException | IllegalArgumentException e) {
      // What follows may still say that moderation blocked the image, so reading goes on.
      inline = false;
      problem = new Problem("invalid_image_data", "holds an image that is not valid Base64");
    }
  }
}
