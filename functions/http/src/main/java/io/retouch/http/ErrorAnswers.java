package io.retouch.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Tells errors in OpenAI's form. Nothing of an exception but what was written for callers. */
@ApplicationScoped
public class ErrorAnswers {
  private static final Logger LOG = Logger.getLogger(ErrorAnswers.class);

  @ServerExceptionMapper
  public Response known(ApiException error) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode fields = body.putObject("error");
    fields.put("message", error.sentence());
    fields.put("type", error.code().type());
    fields.put("param", error.param().orElse(null));
    fields.put("code", error.code().word());
    Response.ResponseBuilder answer =
        Response.status(error.code().status()).type(MediaType.APPLICATION_JSON_TYPE).entity(body);
    error
        .retryAfter()
        .ifPresent(wait -> answer.header("Retry-After", Math.max(1, wait.toSeconds())));
    if (!error.code().isRetryable()) {
      // The SDKs repeat 409, 429 and 5xx by themselves.
      answer.header("x-should-retry", "false");
    }
    return answer.build();
  }

  /** What the framework refuses before any of our code runs. */
  @ServerExceptionMapper
  public Response refused(WebApplicationException refusal) {
    int status = refusal.getResponse().getStatus();
    if (status >= 500) {
      return broken(refusal);
    }
    return known(
        new ApiException(
            switch (status) {
              case 404 -> ErrorCode.NOT_FOUND;
              case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
              case 406 -> ErrorCode.NOT_ACCEPTABLE;
              case 413 -> ErrorCode.BODY_TOO_LARGE;
              case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
              default -> ErrorCode.INVALID_REQUEST;
            }));
  }

  @ServerExceptionMapper
  public Response broken(Throwable defect) {
    LOG.error("A request broke off.", defect);
    return known(new ApiException(ErrorCode.INTERNAL_ERROR));
  }
}
