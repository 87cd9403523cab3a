package io.retouch.upload;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.funqy.Funq;
import io.retouch.edit.Deadline;
import io.retouch.preset.Settings;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * Answers operators: what became of a picture, try it again, send what was never edited, stop
 * spending. Served instead of {@code upload} where {@code QUARKUS_FUNQY_EXPORT} is {@code operate}.
 */
@Singleton
public class OperateFunction {
  private final Operator operator;
  private final Settings settings;
  private final Clock clock;

  public OperateFunction(Operator operator, Settings settings, Clock clock) {
    this.operator = operator;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Does what the request's {@code do} says.
   *
   * @param request a JSON object; {@link OperatorRequest.Action} lists what it may hold
   * @return the answer; one with {@code error} and {@code message} where the request is wrong or
   *     cannot be fulfilled as things are
   * @throws RuntimeException if the store, the ledger or the queue cannot be reached
   */
  @Funq("operate")
  public JsonNode operate(JsonNode request) {
    Deadline deadline =
        Deadline.in(settings.timeLimit().minus(UploadFunction.SAFETY_MARGIN), clock);
    return operator.answer(request, deadline);
  }
}
