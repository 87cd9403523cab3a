package io.retouch.parts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retouch.parts.Fault.Kind;
import io.retouch.parts.Results.Result;
import io.retouch.parts.endpoint.AnswerFormat;
import io.retouch.parts.endpoint.ImageRequest;
import io.retouch.parts.endpoint.Shape;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** The successful answer, in the shape of the API. */
final class EditAnswer {
  private static final byte[] NO_PICTURE =
      "This is a sentence, not a picture.".getBytes(StandardCharsets.UTF_8);

  private final URI links;
  private final Results results;
  private final Clock clock;
  private final RandomGenerator random;

  /**
   * @param links what result ids are resolved against
   */
  EditAnswer(URI links, Results results, Clock clock, RandomGenerator random) {
    this.links = links;
    this.results = results;
    this.clock = clock;
    this.random = random;
  }

  /**
   * @param id of the request
   */
  byte[] body(String id, Shape shape, ImageRequest request, Fault fault, byte[] png) {
    ObjectNode answer = shape.answer(id, clock.instant().getEpochSecond());
    if (fault.kind() == Kind.EMPTY_DATA) {
      return Answers.bytes(answer);
    }
    for (int i = 0; i < request.count(); i++) {
      ObjectNode image = Shape.pictures(answer).addObject();
      boolean blocked = fault.kind() == Kind.CONTENT_FILTERED;
      if (!blocked) {
        addImage(image, i == 0 ? id : id + "-" + i, request.format(), fault, png);
      }
      shape.describe(
          image, blocked, request.seed().orElseGet(() -> random.nextInt(Integer.MAX_VALUE)));
    }
    return Answers.bytes(answer);
  }

  private void addImage(ObjectNode image, String id, AnswerFormat format, Fault fault, byte[] png) {
    byte[] bytes = fault.kind() == Kind.NO_IMAGE ? NO_PICTURE : png;
    if (format != AnswerFormat.URL) {
      String prefix = format == AnswerFormat.B64_JSON_DATA_URL ? "data:image/png;base64," : "";
      image.put("b64_json", prefix + Base64.getEncoder().encodeToString(bytes));
      return;
    }
    String name = id + ".png";
    results.add(name, new Result(fault.linkStatus().orElse(200), bytes));
    image.put("url", links.resolve(name).toString());
  }
}
