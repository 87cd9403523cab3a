package io.retouch.parts;

/** The APIs that {@link LocalEditApi} serves, each under a base URL of its own. */
public enum Api {
  /**
   * StepFun's {@code images/edits} ({@code stepfun-images-edits.md}), {@code images/image2image}
   * ({@code stepfun-image2image.md}) and {@code images/generations} ({@code
   * stepfun-step-image-edit-2.md}).
   */
  STEPFUN("/v1"),

  /** {@code images/edits} and {@code images/generations} again ({@code stepfun-step-plan.md}). */
  STEPFUN_STEP_PLAN("/step_plan/v1"),

  /** Modelverse's {@code images/generations} ({@code modelverse-step1x-edit.md}). */
  MODELVERSE("/modelverse/v1"),

  /** {@code images/edits} of servers in the manner of OpenAI's ({@code FACTS.md}). */
  OPENAI("/openai/v1");

  private final String path;

  Api(String path) {
    this.path = path;
  }

  /** The base URL's path. */
  String path() {
    return path;
  }
}
