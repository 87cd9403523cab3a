package io.retouch.provider;

import io.retouch.image.ImageFormat;
import io.retouch.preset.ModelLimits;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The documented limits of StepFun's {@code step-image-edit-2}.
 *
 * <p>Edits (document 图片编辑, {@code POST /v1/images/edits}, section 请求参数):
 *
 * <ul>
 *   <li>image: at most 4096 x 4096. The document names neither formats nor bytes; JPEG, PNG and
 *       WebP are what its examples send (sections 示例 there, and 快速上手 of the model's page).
 *   <li>prompt and {@code negative_prompt}: at most 512 characters, counted as code points. With a
 *       {@code cfg_scale} of 1.0, the default, the negative prompt has no effect as of today; the
 *       document calls that the present implementation, so it is not refused.
 *   <li>{@code seed}: 0 to 2147483647. {@code steps}: 1 to 50, default 8. {@code cfg_scale}: 1.0 to
 *       10.0, default 1.0. {@code text_mode}: true or false, default false.
 *   <li>{@code response_format}: url (default) or b64_json.
 *   <li>{@code size}: documented as without effect, so it is refused: a setting that does nothing
 *       misleads whoever reads it.
 * </ul>
 *
 * <p>Generations (document Step Image Edit 2, section 快速上手): the same parameters, and as {@code
 * size} one of five, height x width. The ranges are taken over from the document of edits.
 */
final class StepImageEdit2 {
  static final String NAME = "step-image-edit-2";

  private static final int MAX_SIDE = 4096;
  private static final int MAX_CHARACTERS = 512;

  private StepImageEdit2() {}

  /** The model behind {@code images/edits}. */
  static ModelDocument edits() {
    return document(
        new ModelLimits(
            MAX_SIDE,
            MAX_SIDE,
            Long.MAX_VALUE,
            EnumSet.of(ImageFormat.JPEG, ImageFormat.PNG, ImageFormat.WEBP),
            "StepFun, POST /v1/images/edits, request parameters"),
        ParameterRule.without(
            "The parameter size has no effect on edits, the result is as large as the picture;"
                + " leave it out"));
  }

  /** The model behind {@code images/generations}. */
  static ModelDocument generations() {
    return document(
        new ModelLimits(
            0, 0, 0, Set.of(), "StepFun, Step Image Edit 2, POST /v1/images/generations"),
        ParameterRule.oneOf("1024x1024", "768x1360", "896x1184", "1360x768", "1184x896"));
  }

  private static ModelDocument document(ModelLimits limits, ParameterRule size) {
    Map<String, ParameterRule> parameters = new HashMap<>();
    parameters.put("seed", ParameterRule.whole(0, Integer.MAX_VALUE));
    parameters.put("steps", ParameterRule.whole(1, 50));
    parameters.put("cfg_scale", ParameterRule.number("1.0", "10.0"));
    parameters.put("negative_prompt", ParameterRule.text(MAX_CHARACTERS));
    parameters.put("text_mode", ParameterRule.flag());
    parameters.put("response_format", ParameterRule.oneOf("url", "b64_json"));
    parameters.put("size", size);
    return new ModelDocument(NAME, limits, MAX_CHARACTERS, parameters, Set.of());
  }
}
