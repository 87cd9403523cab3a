package io.retouch.parts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retouch.parts.Fault.Kind;
import io.retouch.parts.Results.Result;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The successful answer, as the examples of {@code stepfun-images-edits.md} show it. */
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

  byte[] body(EditRequest request, Fault fault, byte[] png) {
    String id = UUID.randomUUID().toString().replace("-", "");
    ObjectNode answer = Answers.object();
    answer.put("id", id);
    answer.put("created", clock.instant().getEpochSecond());
    var data = answer.putArray("data");
    if (fault.kind() == Kind.EMPTY_DATA) {
      return Answers.bytes(answer);
    }
    ObjectNode image = data.addObject();
    boolean blocked = fault.kind() == Kind.CONTENT_FILTERED;
    if (!blocked) {
      addImage(image, id, request, fault, png);
    }
    image.put("finish_reason", blocked ? "content_filtered" : "success");
    image.put("seed", request.seed().orElseGet(() -> random.nextInt(Integer.MAX_VALUE)));
    return Answers.bytes(answer);
  }

  private void addImage(ObjectNode image, String id, EditRequest request, Fault fault, byte[] png) {
    byte[] bytes = fault.kind() == Kind.NO_IMAGE ? NO_PICTURE : png;
    if (!request.asLink()) {
      image.put("b64_json", Base64.getEncoder().encodeToString(bytes));
      return;
    }
    String name = id + ".png";
    results.add(name, new Result(fault.linkStatus().orElse(200), bytes));
    image.put("url", links.resolve(name).toString());
  }
}
