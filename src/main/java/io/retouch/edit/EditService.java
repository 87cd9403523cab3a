package io.retouch.edit;

/**
 * Edits one picture, in seven steps: <b>guard</b> against what is not meant and against our own
 * output; <b>open</b> the source as it is now; <b>prepare</b> what could fail after paying;
 * <b>claim</b> the result's place; <b>submit</b> and call the edit API; <b>checkpoint</b> its
 * answer; <b>write</b> the result and be done. {@link EditPipeline} takes the steps that cost
 * nothing, {@link PaidSteps} those that do.
 */
public interface EditService {
  /**
   * Edits the object by the preset that matches it, or makes the picture by the preset that the job
   * names, and logs one line that says how it ended.
   *
   * @return how it ended; whatever goes wrong with the picture, the API or the store is an outcome
   */
  EditOutcome edit(EditJob job);
}
