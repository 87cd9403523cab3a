package io.retouch.parts.endpoint;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * {@code modelverse-step1x-edit.md}. Where it is silent: prompts are required, steps are at least
 * 1, and pictures are JPEG, PNG or WebP of up to 25 MiB and 4096x4096 pixels.
 */
public final class ModelverseGenerations implements Endpoint {
  private static final PictureLimits LIMITS = PictureLimits.anyPicture("image", 25L * 1024 * 1024);
  private static final long LARGEST_SEED = 9_999_999_999L;
  private static final Set<String> FIELDS =
      Set.of("model", "prompt", "image", "steps", "seed", "guidance_scale", "negative_prompt");

  private final AnswerFormat usual;
  private final Set<String> known;

  /**
   * @param usual how it answers unless the request may say, and says, otherwise
   * @param more fields that it takes though the document does not list them; of {@code
   *     response_format}, if it is among them, the value counts
   */
  public ModelverseGenerations(AnswerFormat usual, Set<String> more) {
    this.usual = usual;
    known = new HashSet<>(FIELDS);
    known.addAll(more);
  }

  @Override
  public String mediaType() {
    return "application/json";
  }

  @Override
  public Shape shape() {
    return Shape.MODELVERSE;
  }

  @Override
  public ImageRequest read(HttpExchange exchange, Consumer<Received> arrived)
      throws IOException, Refusal {
    JsonFields fields = JsonFields.read(exchange, LIMITS.field(), arrived);
    fields.onlyKnow(known);
    fields.model(List.of("stepfun-ai/step1x-edit"));
    String prompt = fields.requiredText("prompt");
    fields.integer("steps", 1, Integer.MAX_VALUE);
    OptionalLong seed = fields.integer("seed", -1, LARGEST_SEED);
    fields.decimal("guidance_scale", 1, 10);
    fields.text("negative_prompt");
    AnswerFormat format = fields.answerFormat(usual);
    return ImageRequest.edit(prompt, fields.picture(), LIMITS, seed, format);
  }
}
