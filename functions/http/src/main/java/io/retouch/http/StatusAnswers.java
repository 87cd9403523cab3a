package io.retouch.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retouch.edit.EditOutcome;
import io.retouch.edit.EditRequest;
import io.retouch.edit.QueueException;
import io.retouch.http.HttpSettings.Offer;
import io.retouch.operate.Bill;
import io.retouch.operate.EditStatus;
import io.retouch.operate.EditStatuses;
import io.retouch.operate.OperatorException;
import io.retouch.operate.Submissions;
import io.retouch.operate.Wait;
import io.retouch.preset.KeyPaths;
import io.retouch.preset.Preset;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells how far edits have come. Looking costs nothing. */
@ApplicationScoped
class StatusAnswers {
  private static final String PATH = "/v1/edits/";

  private final Offers offers;
  private final EditStatuses statuses;
  private final Submissions submissions;
  private final EditAnswers answers;
  private final Clock clock;

  @Inject
  StatusAnswers(
      Offers offers,
      EditStatuses statuses,
      Submissions submissions,
      EditAnswers answers,
      Clock clock) {
    this.offers = offers;
    this.statuses = statuses;
    this.submissions = submissions;
    this.answers = answers;
    this.clock = clock;
  }

  /** Sends an object to the queue, and says where its status is told; never before it is sent. */
  Response accepted(Offer offer, String key) {
    Preset preset = offer.preset();
    found(
        () -> {
          submissions.submit(preset, key);
          return key;
        });
    EditRef ref = EditRef.ofObject(preset.name(), key);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("id", ref.text()).put("object", "edit").put("status", "waiting");
    body.put("status_url", PATH + ref.text());
    return Response.accepted(body)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .header("Location", PATH + ref.text())
        .header("Preference-Applied", "respond-async")
        .header(EditAnswers.EDIT, ref.text())
        .build();
  }

  /** The edit of that id, if the caller may use its preset. */
  Response of(Caller caller, String id) {
    EditRef ref = EditRef.parse(id).orElseThrow(() -> new ApiException(ErrorCode.EDIT_NOT_FOUND));
    Offer offer =
        offers.of(caller).stream()
            .filter(usable -> usable.preset().name().equals(ref.preset()))
            .findFirst()
            .orElseThrow(() -> new ApiException(ErrorCode.EDIT_NOT_FOUND));
    if (ref.name().isEmpty()) {
      return of(offer, ref.key());
    }
    if (!ref.key().isEmpty()) {
      offers.requireSource(offer.preset(), Optional.empty(), ref.key());
    }
    return tell(ref, found(() -> ofRequest(offer.preset(), ref)));
  }

  /** The edit of an object by the preset that matches it. */
  Response of(Offer offer, String key) {
    offers.requireSource(offer.preset(), Optional.empty(), key);
    String preset = offer.preset().name();
    return tell(EditRef.ofObject(preset, key), found(() -> statuses.status(preset, key)));
  }

  private EditStatus ofRequest(Preset preset, EditRef ref) {
    if (KeyPaths.leadsElsewhere(ref.name()) || ref.name().endsWith("/")) {
      throw new ApiException(ErrorCode.EDIT_NOT_FOUND);
    }
    EditRequest request = new EditRequest(preset.withFingerprint(ref.fingerprint()), ref.name());
    return ref.key().isEmpty()
        ? statuses.status(request, preset.output().bucket(), RequestSources.key(ref.name()))
        : statuses.status(request, preset.match().bucket(), ref.key());
  }

  private Response tell(EditRef ref, EditStatus status) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("id", ref.text()).put("object", "edit");
    body.put("status", status.outcome().word());
    body.put("preset", ref.preset());
    if (!ref.key().isEmpty()) {
      body.put("key", ref.key());
    }
    status.why().flatMap(why -> error(status, why)).ifPresent(error -> put(body, error));
    status.bill().ifPresent(bill -> put(body, bill));
    status
        .output()
        .filter(EditStatus.Output::there)
        .ifPresent(
            output -> {
              body.put(
                  "url",
                  EditRequests.available(() -> answers.link(output.bucket(), output.key()))
                      .toString());
              ObjectNode provenance = body.putObject("provenance");
              provenance.put("edit", status.due().id().value());
              provenance.put("model", status.due().preset().model());
              if (!output.seed().isEmpty()) {
                provenance.put("seed", output.seed());
              }
            });
    return Response.ok(body, MediaType.APPLICATION_JSON_TYPE).build();
  }

  /** The same words as an edit that ends so is answered with. */
  private Optional<ApiException> error(EditStatus status, Wait why) {
    return switch (status.outcome()) {
      case EDITED -> Optional.empty();
      case SKIPPED -> Optional.of(new ApiException(ErrorCode.NOTHING_TO_DO));
      case PARKED -> Optional.of(new ApiException(ErrorCode.UNKNOWN_OUTCOME));
      case REJECTED ->
          Optional.of(
              OutcomeErrors.of(
                  new EditOutcome.Rejected(why.code(), why.reason(), Optional.empty()), clock));
      case WAITING ->
          why.code().equals("not_delivered")
              ? Optional.empty()
              : Optional.of(
                  OutcomeErrors.of(
                      new EditOutcome.Waiting(
                          why.code(),
                          why.reason(),
                          why.until().orElse(clock.instant().plus(Duration.ofMinutes(1)))),
                      clock));
    };
  }

  private static void put(ObjectNode body, ApiException error) {
    body.putObject("error").put("code", error.code().word()).put("message", error.sentence());
  }

  private static void put(ObjectNode body, Bill bill) {
    ObjectNode cost = body.putObject("cost");
    cost.put("calls", bill.calls()).put("paid_at_most", bill.paidAtMost());
    bill.cost().ifPresent(amount -> cost.put("amount", amount.toPlainString()));
    bill.currency().ifPresent(currency -> cost.put("currency", currency));
  }

  private static <T> T found(Supplier<T> work) {
    try {
      return EditRequests.available(work);
    } catch (QueueException e) {
      throw ApiException.later(ErrorCode.UNAVAILABLE, OutcomeErrors.LONGEST_WAIT);
    } catch (OperatorException e) {
      throw new ApiException(
          e.code().equals("no_such_object")
              ? ErrorCode.SOURCE_NOT_FOUND
              : ErrorCode.EDIT_NOT_FOUND);
    }
  }
}
