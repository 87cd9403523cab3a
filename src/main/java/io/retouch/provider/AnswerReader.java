package io.retouch.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.retouch.edit.ImageEditor.Answer;
import io.retouch.edit.ImageEditor.Call;
import io.retouch.edit.RefusedException;
import io.retouch.edit.UnknownOutcomeException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;

/**
 * Reads an answer of 200 to 299: {@code {"data":[{"url" or "b64_json","finish_reason","seed"}]}},
 * whichever of both formats was asked for, fields in any order, the image's Base64 with or without
 * the prefix of a data URL. The image is decoded into the call's result file while it arrives, so
 * memory does not grow with it; unless the answer turns out to be one with an inline image, the
 * file is removed again. Only the first image counts. Whatever cannot be read may have been paid
 * for, so it is an unknown outcome.
 */
final class AnswerReader {
  /** More than any link, seed or id; what is longer is no such thing. */
  private static final int MAX_TEXT = 64 * 1024;

  /** Room for everything in an answer but the image. */
  private static final long MAX_REST = 1024 * 1024;

  private final JsonFactory json =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(MAX_TEXT).maxNameLength(1000).build())
          // Closing the parser must not close the connection's stream, which reads it to its end.
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .build();

  /**
   * @throws UnknownOutcomeException if the answer is unreadable or holds no image
   * @throws RefusedException if moderation blocked the result
   * @throws IOException if the connection fails
   */
  Answer read(ClassicHttpResponse response, Call call, Redaction redaction) throws IOException {
    ImageEntry entry = new ImageEntry(call);
    try {
      return decide(response, parse(response, entry), entry, call, redaction);
    } catch (IOException | RuntimeException e) {
      ResultFile.discard(call.result());
      throw e;
    }
  }

  private Parsed parse(ClassicHttpResponse response, ImageEntry entry) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new Parsed(Optional.of(new Problem("no_image", "is empty")), Optional.empty());
    }
    InputStream body =
        new WithoutDataPrefix(new BoundedInput(entity.getContent(), bound(entry.maxBytes())));
    try (JsonParser parser = json.createParser(body)) {
      return new Parsed(Optional.empty(), readRoot(parser, entry));
    } catch (JsonEOFException e) {
      return Parsed.problem("cut_answer", "is cut");
    } catch (JsonProcessingException e) {
      return Parsed.problem("unreadable_answer", "is not the JSON that is documented");
    } catch (BoundExceededException e) {
      return Parsed.problem("answer_too_large", "is larger than the configured bound");
    }
  }

  private static Optional<String> readRoot(JsonParser parser, ImageEntry entry) throws IOException {
    Optional<String> id = Optional.empty();
    JsonToken root = parser.nextToken();
    if (root == null) {
      throw new JsonEOFException(parser, null, "The answer is empty.");
    }
    if (root != JsonToken.START_OBJECT) {
      return id;
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if ("data".equals(name) && value == JsonToken.START_ARRAY) {
        readData(parser, entry);
      } else if ("id".equals(name) && value == JsonToken.VALUE_STRING) {
        id = Optional.of(parser.getText());
      } else {
        parser.skipChildren();
      }
    }
    return id;
  }

  private static void readData(JsonParser parser, ImageEntry entry) throws IOException {
    boolean first = true;
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      if (first && t == JsonToken.START_OBJECT) {
        entry.read(parser);
      } else {
        parser.skipChildren();
      }
      first = false;
    }
  }

  private static Answer decide(
      ClassicHttpResponse response,
      Parsed parsed,
      ImageEntry entry,
      Call call,
      Redaction redaction) {
    String requestId = RequestId.suffix(RequestId.of(response).or(parsed::id), redaction);
    if (parsed.problem().isPresent()) {
      throw unknown(response, parsed.problem().get(), requestId);
    }
    if (entry.filtered()) {
      throw new RefusedException(
          "moderation", "The API made the image and its moderation blocked it." + requestId);
    }
    if (entry.inline()) {
      return new Answer.Inline(call.result(), entry.seed());
    }
    return entry
        .link()
        .map(
            link -> {
              ResultFile.discard(call.result());
              return new Answer.Link(link, entry.seed());
            })
        .orElseThrow(() -> unknown(response, entry.problem(), requestId));
  }

  private static UnknownOutcomeException unknown(
      ClassicHttpResponse response, Problem problem, String requestId) {
    return new UnknownOutcomeException(
        problem.code(),
        "The API's answer (" + response.getCode() + ") " + problem.predicate() + "." + requestId);
  }

  /** Base64 takes four bytes for three; a sixteenth more for line breaks and their escapes. */
  private static long bound(long imageBytes) {
    long largest = Long.MAX_VALUE / 2;
    return Math.min(imageBytes, largest / 2) / 3 * 4
        + Math.min(imageBytes, largest / 2) / 16
        + MAX_REST;
  }

  /**
   * What is wrong with an answer.
   *
   * @param code the exception's code
   * @param predicate ends a sentence that begins with the answer
   */
  record Problem(String code, String predicate) {}

  private record Parsed(Optional<Problem> problem, Optional<String> id) {
    static Parsed problem(String code, String predicate) {
      return new Parsed(Optional.of(new Problem(code, predicate)), Optional.empty());
    }
  }
}
