package io.retouch.parts.endpoint;

import com.sun.net.httpserver.HttpExchange;
import io.retouch.parts.endpoint.PictureLimits.Format;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * {@code stepfun-image2image.md}. Where it is silent: 10 MB are 10 x 1024 x 1024 bytes, 2048 is the
 * longest side, a seed is at most 2147483647, and sizes are width x height.
 */
public final class StepFunImageToImage implements Endpoint {
  private static final int MAX_CHARACTERS = 1024;
  private static final PictureLimits LIMITS =
      new PictureLimits("source_url", 2048, 10L * 1024 * 1024, Set.of(Format.JPEG, Format.PNG));
  private static final List<String> MODELS = List.of("step-2x-large", "step-1x-medium");
  private static final List<String> SIZES =
      List.of("256x256", "512x512", "768x768", "1024x1024", "1280x800", "800x1280");
  private static final Set<String> FIELDS =
      Set.of(
          "model",
          "prompt",
          "source_url",
          "source_weight",
          "size",
          "n",
          "response_format",
          "seed",
          "steps",
          "cfg_scale");

  @Override
  public String mediaType() {
    return "application/json";
  }

  @Override
  public Shape shape() {
    return Shape.STEPFUN_WITHOUT_ID;
  }

  @Override
  public ImageRequest read(HttpExchange exchange, Consumer<Received> arrived)
      throws IOException, Refusal {
    JsonFields fields = JsonFields.read(exchange, LIMITS.field(), arrived);
    fields.onlyKnow(FIELDS);
    fields.model(MODELS);
    String prompt = fields.prompt(MAX_CHARACTERS);
    fields.requiredShare("source_weight");
    String size = fields.size(SIZES, "1024x1024");
    fields.integer("n", 1, 1);
    AnswerFormat format = fields.answerFormat(AnswerFormat.URL);
    OptionalLong seed = fields.integer("seed", 0, Integer.MAX_VALUE);
    fields.integer("steps", 1, 100);
    fields.decimal("cfg_scale", 1, 10);
    OptionalLong wanted = seed.orElse(0) == 0 ? OptionalLong.empty() : seed;
    return ImageRequest.edit(prompt, fields.picture(), LIMITS, wanted, format)
        .withSize(widthByHeight(size));
  }

  private static Size widthByHeight(String size) {
    int x = size.indexOf('x');
    return new Size(
        Integer.parseInt(size.substring(0, x)), Integer.parseInt(size.substring(x + 1)));
  }
}
