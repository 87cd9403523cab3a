package io.retouch.parts.endpoint;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request whose fields keep all rules.
 *
 * @param source the picture to edit; none if one is to be made from the prompt alone
 * @param limits what the source must keep
 * @param size of the result; empty for the source's own
 * @param seed empty where the server chooses one
 * @param count how many pictures are asked for
 */
public record ImageRequest(
    String prompt,
    Optional<ImageSource> source,
    PictureLimits limits,
    Optional<Size> size,
    OptionalLong seed,
    AnswerFormat format,
    int count) {

  /** An edit that answers with one picture of the source's size. */
  static ImageRequest edit(
      String prompt,
      ImageSource source,
      PictureLimits limits,
      OptionalLong seed,
      AnswerFormat format) {
    return new ImageRequest(prompt, Optional.of(source), limits, Optional.empty(), seed, format, 1);
  }

  ImageRequest withSize(Size wanted) {
    return new ImageRequest(prompt, source, limits, Optional.of(wanted), seed, format, count);
  }

  ImageRequest withCount(int wanted) {
    return new ImageRequest(prompt, source, limits, size, seed, format, wanted);
  }
}
