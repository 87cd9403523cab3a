package io.retouch.parts.endpoint;

import com.sun.net.httpserver.HttpExchange;
import io.retouch.parts.endpoint.MultipartForm.Part;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The request parameters of {@code stepfun-images-edits.md}, taken literally; {@code
 * stepfun-step-plan.md} has the same. Where the document is silent, the narrower reading is taken,
 * see {@link FormFields}; no field that is not listed.
 */
public final class StepFunEdits implements Endpoint {
  private static final String MODEL = "step-image-edit-2";
  private static final int MAX_CHARACTERS = 512;
  private static final PictureLimits LIMITS =
      PictureLimits.anyPicture("image", MultipartForm.MAX_BYTES);
  private static final Set<String> FIELDS =
      Set.of(
          "model",
          "image",
          "prompt",
          "seed",
          "steps",
          "cfg_scale",
          "size",
          "negative_prompt",
          "text_mode",
          "response_format");

  @Override
  public String mediaType() {
    return MultipartForm.MEDIA_TYPE;
  }

  @Override
  public Shape shape() {
    return Shape.STEPFUN;
  }

  @Override
  public ImageRequest read(HttpExchange exchange, Consumer<Received> arrived)
      throws IOException, Refusal {
    MultipartForm form = MultipartForm.read(exchange);
    arrived.accept(form.received(Set.of("image")));
    return check(form);
  }

  /**
   * Reads a request whose picture is known, in the time that comparing it takes.
   *
   * @param file what the picture has to be, byte for byte
   * @throws Refusal where the request breaks the document, or holds another picture
   */
  public static ImageRequest readKnown(HttpExchange exchange, byte[] file)
      throws IOException, Refusal {
    return check(KnownFileForm.read(exchange, file));
  }

  private static ImageRequest check(MultipartForm form) throws Refusal {
    List<Part> images = form.named("image");
    if (images.size() > 1) {
      throw Refusal.parameter("Only one image is supported.");
    }
    FormFields fields = FormFields.of(form, FIELDS, Set.of("image"));
    String model = fields.requiredText("model");
    if (!model.equals(MODEL)) {
      throw Refusal.noModel(model);
    }
    String prompt = fields.requiredText("prompt");
    fields.limitCharacters("prompt", MAX_CHARACTERS);
    fields.limitCharacters("negative_prompt", MAX_CHARACTERS);
    OptionalLong seed = fields.integer("seed", 0, Integer.MAX_VALUE);
    fields.integer("steps", 1, 50);
    fields.decimal("cfg_scale", 1, 10);
    fields.oneOf("text_mode", "true", "false");
    AnswerFormat format = fields.answerFormat(AnswerFormat.URL);
    if (images.isEmpty()) {
      throw Refusal.parameter("image is required.");
    }
    byte[] image = FormFields.fileOrBase64(images.get(0));
    return ImageRequest.edit(prompt, new ImageSource.Inline(image, ""), LIMITS, seed, format);
  }
}
