package io.retouch.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retouch.edit.EditOutcome;
import io.retouch.edit.EditOutcome.Edited;
import io.retouch.edit.ObjectStore;
import io.retouch.edit.ObjectTooLargeException;
import io.retouch.edit.Scratch;
import io.retouch.edit.Workspace;
import io.retouch.http.ImageRequest.Format;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** Tells outcomes in OpenAI's form. */
@ApplicationScoped
class EditAnswers {
  /** How long a link to a result holds; it dies with the function's credentials in any case. */
  static final Duration LINK = Duration.ofHours(1);

  /**
   * The largest result that is told as base64: 6,000,000 characters, which leaves room for the rest
   * of an answer of 6 MiB (AWS Lambda Developer Guide, "Lambda quotas").
   */
  static final int MOST_INLINE = 4_500_000;

  static final String REPLAYED = "x-retouch-replayed";
  static final String FORMAT = "x-retouch-response-format";
  static final String EDIT = "x-retouch-edit";

  private final ObjectStore store;
  private final Workspace workspace;
  private final Clock clock;

  @Inject
  EditAnswers(ObjectStore store, Workspace workspace, Clock clock) {
    this.store = store;
    this.workspace = workspace;
    this.clock = clock;
  }

  /**
   * Tells how an edit ended.
   *
   * @param id what {@code GET /v1/edits/ID} knows it by
   * @throws ApiException if it brought no result
   */
  Response of(EditOutcome outcome, Format wanted, EditRef id) {
    if (!(outcome instanceof Edited edited)) {
      throw OutcomeErrors.of(outcome, clock);
    }
    Optional<String> inline = wanted == Format.B64_JSON ? inline(edited) : Optional.empty();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("created", clock.instant().getEpochSecond());
    ObjectNode picture = body.putArray("data").addObject();
    inline.ifPresentOrElse(
        base64 -> picture.put("b64_json", base64),
        () -> picture.put("url", link(edited.bucket(), edited.key()).toString()));
    Response.ResponseBuilder answer =
        Response.ok(body, MediaType.APPLICATION_JSON_TYPE).header(EDIT, id.text());
    if (edited.before()) {
      answer.header(REPLAYED, "true");
    }
    if (wanted == Format.B64_JSON && inline.isEmpty()) {
      answer.header(FORMAT, "url");
    }
    return answer.build();
  }

  /** A link to a result that anybody can read who has it. */
  URI link(String bucket, String key) {
    return store.presign(bucket, key, LINK);
  }

  /** The result in base64; nothing if it would not fit an answer. */
  private Optional<String> inline(Edited edited) {
    try (Scratch file = workspace.scratch()) {
      if (store.fetch(edited.bucket(), edited.key(), file.path(), MOST_INLINE).isEmpty()) {
        // Deleted since it was made: a link says so as well as anything.
        return Optional.empty();
      }
      return Optional.of(Base64.getEncoder().encodeToString(Files.readAllBytes(file.path())));
    } catch (ObjectTooLargeException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("a temporary file cannot be read", e);
    }
  }
}
