package io.retouch.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retouch.http.HttpSettings.Offer;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What a caller may use. */
@Path("/v1/presets")
@Produces(MediaType.APPLICATION_JSON)
public class PresetsResource {
  private final Callers callers;
  private final Incoming incoming;
  private final Offers offers;

  @Inject
  PresetsResource(Callers callers, Incoming incoming, Offers offers) {
    this.callers = callers;
    this.incoming = incoming;
    this.offers = offers;
  }

  /** Names and what callers may change; a prompt only where the configuration shows it. */
  @GET
  @Operation(summary = "List the presets that the caller may use")
  public ObjectNode list() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("object", "list");
    ArrayNode data = answer.putArray("data");
    offers.of(callers.of(incoming)).forEach(offer -> describe(offer, data.addObject()));
    return answer;
  }

  private static void describe(Offer offer, ObjectNode preset) {
    preset.put("id", offer.preset().name()).put("object", "preset");
    preset.put("kind", offer.preset().generates() ? "generate" : "edit");
    offer.description().ifPresent(text -> preset.put("description", text));
    if (offer.showsPrompt()) {
      preset.put("prompt", offer.preset().prompt());
    }
    preset.put("takes_prompt", offer.callersPrompt());
    ArrayNode parameters = preset.putArray("takes_parameters");
    offer.callersParameters().stream().sorted().forEach(parameters::add);
  }
}
