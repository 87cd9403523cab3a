package io.retouch.upload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retouch.edit.Deadline;
import io.retouch.operate.EditStatus;
import io.retouch.operate.EditStatuses;
import io.retouch.operate.Generations;
import io.retouch.operate.OperatorException;
import io.retouch.operate.Reconciliation;
import io.retouch.operate.Reconciliation.Wanted;
import io.retouch.operate.Releases;
import io.retouch.operate.SpendingSwitch;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Takes an operator's request to its use case, and the result back. */
@Singleton
public class Operator {
  private final EditStatuses statuses;
  private final Releases releases;
  private final Generations generations;
  private final SpendingSwitch spending;
  private final Reconciliation reconciliation;

  @Inject
  public Operator(
      EditStatuses statuses,
      Releases releases,
      Generations generations,
      SpendingSwitch spending,
      Reconciliation reconciliation) {
    this.statuses = statuses;
    this.releases = releases;
    this.generations = generations;
    this.spending = spending;
    this.reconciliation = reconciliation;
  }

  /** The answer; a request that is wrong or cannot be fulfilled now has one that says so. */
  ObjectNode answer(JsonNode request, Deadline deadline) {
    try {
      return answer(OperatorRequest.of(request), deadline);
    } catch (OperatorException e) {
      return OperatorAnswers.error(e);
    }
  }

  private ObjectNode answer(OperatorRequest request, Deadline deadline) {
    return switch (request.action()) {
      case STATUS -> OperatorAnswers.status(status(request));
      case RELEASE -> release(request);
      case STOP ->
          OperatorAnswers.stopped(spending.stop(request.remark("by"), request.remark("reason")));
      case RESUME -> OperatorAnswers.resumed(spending.resume());
      case RECONCILE ->
          OperatorAnswers.reconciled(
              reconciliation.reconcile(
                  new Wanted(
                      request.required("preset"),
                      request.optional("prefix"),
                      request.optional("after"),
                      request.flag("dryRun", true)),
                  deadline));
      case GENERATE ->
          OperatorAnswers.asked(
              generations.generate(request.required("preset"), request.required("name")));
    };
  }

  private EditStatus status(OperatorRequest request) {
    String preset = request.required("preset");
    return request.isNamed()
        ? statuses.statusOfPicture(preset, request.required("name"))
        : statuses.status(preset, request.required("key"));
  }

  private ObjectNode release(OperatorRequest request) {
    String preset = request.required("preset");
    if (request.isNamed()) {
      String name = request.required("name");
      return OperatorAnswers.released(preset, "name", name, releases.releasePicture(preset, name));
    }
    String key = request.required("key");
    return OperatorAnswers.released(preset, "key", key, releases.release(preset, key));
  }
}
