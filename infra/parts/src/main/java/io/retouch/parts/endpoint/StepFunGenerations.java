package io.retouch.parts.endpoint;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Text to image by {@code stepfun-step-image-edit-2.md} and {@code stepfun-step-plan.md}. They give
 * the length of prompts and the sizes; the other ranges are those of the same model's edits in
 * {@code stepfun-images-edits.md}, and 1024x1024 is taken for the default size.
 */
public final class StepFunGenerations implements Endpoint {
  private static final int MAX_CHARACTERS = 512;
  private static final List<String> SIZES =
      List.of("1024x1024", "768x1360", "896x1184", "1360x768", "1184x896");
  private static final Set<String> FIELDS =
      Set.of(
          "model",
          "prompt",
          "size",
          "response_format",
          "seed",
          "steps",
          "cfg_scale",
          "negative_prompt",
          "text_mode");

  @Override
  public String mediaType() {
    return "application/json";
  }

  @Override
  public Shape shape() {
    return Shape.STEPFUN;
  }

  @Override
  public ImageRequest read(HttpExchange exchange, Consumer<Received> arrived)
      throws IOException, Refusal {
    JsonFields fields = JsonFields.read(exchange, "", arrived);
    fields.onlyKnow(FIELDS);
    fields.model(List.of("step-image-edit-2"));
    String prompt = fields.prompt(MAX_CHARACTERS);
    Refusal.ifLonger("negative_prompt", fields.text("negative_prompt").orElse(""), MAX_CHARACTERS);
    String size = fields.size(SIZES, "1024x1024");
    AnswerFormat format = fields.answerFormat(AnswerFormat.URL);
    OptionalLong seed = fields.integer("seed", 0, Integer.MAX_VALUE);
    fields.integer("steps", 1, 50);
    fields.decimal("cfg_scale", 1, 10);
    fields.flag("text_mode");
    PictureLimits none = PictureLimits.anyPicture("", 0);
    return new ImageRequest(
        prompt, Optional.empty(), none, Optional.of(heightByWidth(size)), seed, format, 1);
  }

  /** "格式为 height x width", section "快速上手". */
  private static Size heightByWidth(String size) {
    int x = size.indexOf('x');
    return new Size(
        Integer.parseInt(size.substring(x + 1)), Integer.parseInt(size.substring(0, x)));
  }
}
