package io.retouch.http;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** OpenAI's images API. */
@Path("/v1/images")
@Produces(MediaType.APPLICATION_JSON)
public class ImagesResource {
  private final Callers callers;
  private final Incoming incoming;
  private final EditRequests edits;

  @Inject
  ImagesResource(Callers callers, Incoming incoming, EditRequests edits) {
    this.callers = callers;
    this.incoming = incoming;
    this.edits = edits;
  }

  /** Edits one image, sent as a form or as JSON. */
  @POST
  @Path("/edits")
  @Operation(summary = "Edit one image by the preset that model names")
  public Response edit() {
    Caller caller = callers.of(incoming);
    return edits.edit(caller, incoming, request());
  }

  /** Makes one image from a prompt, sent as JSON. */
  @POST
  @Path("/generations")
  @Operation(summary = "Make one image by the preset that model names")
  public Response generate() {
    Caller caller = callers.of(incoming);
    return edits.generate(caller, incoming, request());
  }

  private ImageRequest request() {
    String contentType = incoming.header("content-type").orElse("");
    String type = contentType.toLowerCase(Locale.ROOT).strip();
    if (type.startsWith(MediaType.MULTIPART_FORM_DATA)) {
      return FormReader.read(contentType, incoming.body());
    }
    if (type.startsWith(MediaType.APPLICATION_JSON)) {
      return JsonReader.read(incoming.body());
    }
    throw new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
  }
}
