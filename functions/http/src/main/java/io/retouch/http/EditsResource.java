package io.retouch.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.retouch.http.HttpSettings.Offer;
import io.retouch.http.ImageRequest.Format;
import io.retouch.operate.Submissions;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Edits of objects that lie in a preset's bucket already. */
@Path("/v1/edits")
@Produces(MediaType.APPLICATION_JSON)
public class EditsResource {
  private static final Set<String> FIELDS = Set.of("preset", "key", "force");

  private final Callers callers;
  private final Incoming incoming;
  private final Offers offers;
  private final EditRequests edits;
  private final Submissions submissions;
  private final StatusAnswers statuses;

  @Inject
  EditsResource(
      Callers callers,
      Incoming incoming,
      Offers offers,
      EditRequests edits,
      Submissions submissions,
      StatusAnswers statuses) {
    this.callers = callers;
    this.incoming = incoming;
    this.offers = offers;
    this.edits = edits;
    this.submissions = submissions;
    this.statuses = statuses;
  }

  /** Edits one object, or tells how its edit has ended. */
  @POST
  @Operation(summary = "Edit an object that is in the preset's bucket")
  public Response edit() {
    Caller caller = callers.of(incoming);
    JsonNode body = JsonReader.object(incoming, FIELDS);
    Offer offer = offers.preset(caller, "preset", JsonReader.required(body, "preset"));
    String key = JsonReader.required(body, "key");
    offers.requireSource(offer.preset(), Optional.empty(), key);
    Optional<String> force = JsonReader.optional(body, "force");
    if (force.isEmpty() && wantsToGoOn() && submissions.isPossible()) {
      return statuses.accepted(offer, key);
    }
    return edits.editStored(caller, incoming, offer, key, force, Format.URL);
  }

  /** Tells of the edit that an answer named in {@code x-retouch-edit}. */
  @GET
  @Path("/{id}")
  @Operation(summary = "Tell what has become of an edit")
  public Response one(@PathParam("id") String id) {
    return statuses.of(callers.of(incoming), id);
  }

  /** Tells of the edit of an object. */
  @GET
  @Operation(summary = "Tell what has become of an object's edit")
  public Response find(@QueryParam("preset") String preset, @QueryParam("key") String key) {
    Caller caller = callers.of(incoming);
    Offer offer = offers.preset(caller, "preset", required("preset", preset));
    return statuses.of(offer, required("key", key));
  }

  /** The whole header: a preference may stand anywhere in it (RFC 7240). */
  private boolean wantsToGoOn() {
    return Arrays.stream(incoming.header("prefer").orElse("").split(",", -1))
        .map(String::strip)
        .anyMatch(preference -> preference.equalsIgnoreCase("respond-async"));
  }

  private static String required(String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      throw ApiException.of(ErrorCode.MISSING_FIELD, name, "Write %s.".formatted(name));
    }
    return value;
  }
}
