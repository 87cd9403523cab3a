package io.retouch.provider;

import io.retouch.image.ImageFormat;
import io.retouch.preset.ModelLimits;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The documented limits of StepFun's {@code step-2x-large} and {@code step-1x-medium} (document
 * 图生图, {@code POST /v1/images/image2image}, section 请求参数):
 *
 * <ul>
 *   <li>{@code source_url}: at most 10 MB (10Mb there, read as 10,000,000 bytes), 2048 x 2048, PNG
 *       or JPEG.
 *   <li>prompt: at most 1024 characters, counted as code points.
 *   <li>{@code source_weight}: required, above 0, at most 1; the smaller, the more alike.
 *   <li>{@code size}: 256x256, 512x512, 768x768, 1024x1024 (default), 1280x800 or 800x1280.
 *   <li>{@code n}: 1. {@code response_format}: url (default) or b64_json. {@code seed}: a whole
 *       number, 0 or none for one by chance; the document names no range, so that of an int.
 *   <li>{@code steps}: 1 to 100, default 50. {@code cfg_scale}: 1 to 10, default 6 ({@code
 *       step-2x-large}) or 7.5 ({@code step-1x-medium}).
 * </ul>
 */
final class StepImage2Image {
  private static final int MAX_SIDE = 2048;
  private static final long MAX_BYTES = 10_000_000;
  private static final int MAX_CHARACTERS = 1024;

  private StepImage2Image() {}

  static ModelDocument large() {
    return document("step-2x-large");
  }

  static ModelDocument medium() {
    return document("step-1x-medium");
  }

  private static ModelDocument document(String name) {
    Map<String, ParameterRule> parameters = new HashMap<>();
    parameters.put("source_weight", ParameterRule.fraction("1"));
    parameters.put(
        "size",
        ParameterRule.oneOf("256x256", "512x512", "768x768", "1024x1024", "1280x800", "800x1280"));
    parameters.put("seed", ParameterRule.whole(0, Integer.MAX_VALUE));
    parameters.put("steps", ParameterRule.whole(1, 100));
    parameters.put("cfg_scale", ParameterRule.number("1", "10"));
    parameters.put("response_format", ParameterRule.oneOf("url", "b64_json"));
    return new ModelDocument(
        name,
        new ModelLimits(
            MAX_SIDE,
            MAX_SIDE,
            MAX_BYTES,
            EnumSet.of(ImageFormat.JPEG, ImageFormat.PNG),
            "StepFun, POST /v1/images/image2image, request parameters"),
        MAX_CHARACTERS,
        parameters,
        Set.of("source_weight"));
  }
}
