package io.retouch.provider;

import io.retouch.image.ImageFormat;
import io.retouch.preset.ModelLimits;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The documented limits of {@code stepfun-ai/step1x-edit} behind Modelverse (document
 * stepfun-ai/step1x-edit API, section 请求体):
 *
 * <ul>
 *   <li>{@code image}: no limit is documented, and no format.
 *   <li>{@code steps}: a whole number, default 28; no range is documented. {@code seed}: -1 to
 *       9999999999, default -1 (by chance). {@code guidance_scale}: 1 to 10, default 2.5. {@code
 *       negative_prompt}: a text.
 *   <li>{@code response_format}, {@code strength} and {@code n} are in a public copy of the
 *       document only; they are sent where a preset sets them.
 * </ul>
 */
final class Step1xEdit {
  private static final int ANY_SIDE = 65_535;

  private Step1xEdit() {}

  static ModelDocument document() {
    Map<String, ParameterRule> parameters = new HashMap<>();
    parameters.put("steps", ParameterRule.whole(1, Integer.MAX_VALUE));
    parameters.put("seed", ParameterRule.whole(-1, 9_999_999_999L));
    parameters.put("guidance_scale", ParameterRule.number("1", "10"));
    parameters.put("negative_prompt", ParameterRule.anyText());
    parameters.put("response_format", ParameterRule.oneOf("url", "b64_json"));
    parameters.put("strength", ParameterRule.anyNumber());
    return new ModelDocument(
        "stepfun-ai/step1x-edit",
        new ModelLimits(
            ANY_SIDE,
            ANY_SIDE,
            Long.MAX_VALUE,
            EnumSet.allOf(ImageFormat.class),
            "Modelverse, stepfun-ai/step1x-edit, request body"),
        Integer.MAX_VALUE,
        parameters,
        Set.of());
  }
}
