package io.retouch.upload;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.amazon.lambda.runtime.FunctionError;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.retouch.edit.Deadline;
import io.retouch.event.UploadEvents;
import io.retouch.preset.Settings;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Edits the pictures whose upload an event announces.
 *
 * <p>{@link FunctionError} is what the poll loop of a native function reports a failure with; were
 * it not registered, the first failure would be the function's last event.
 */
@Singleton
@RegisterForReflection(targets = FunctionError.class)
public class UploadFunction {
  /**
   * How long before Lambda's time-out an edit has to have ended. Lambda hands no deadline to this
   * function, so the time-out comes from {@link Settings#timeLimit()} and counts from the call; the
   * margin covers what passes before the call, the winding up of edits, and the answer.
   */
  static final Duration SAFETY_MARGIN = Duration.ofSeconds(2);

  private final UploadBatch batch;
  private final Settings settings;
  private final Clock clock;

  public UploadFunction(UploadBatch batch, Settings settings, Clock clock) {
    this.batch = batch;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Edits every picture that the event announces.
   *
   * @param event as Lambda was called with it
   * @return the messages that are not done, if the event is an SQS batch; else nothing
   * @throws UploadFailedException if the event came without a queue and is not done
   * @throws io.retouch.event.UndecodableEventException if it is an SQS batch without message ids
   */
  @Funq("upload")
  public @Nullable BatchResponse upload(JsonNode event) {
    Deadline deadline = Deadline.in(settings.timeLimit().minus(SAFETY_MARGIN), clock);
    return batch.edit(UploadEvents.decode(event), deadline).orElse(null);
  }
}
