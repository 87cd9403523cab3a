package io.retouch.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import io.retouch.edit.Deadline;
import io.retouch.preset.Settings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The request as Lambda was called with it. Headers are read here and nowhere else: the binding
 * cuts their values at commas.
 */
@RequestScoped
class Incoming {
  /** Time that is kept back for the answer, so that the function is never killed while it works. */
  static final Duration SAFETY_MARGIN = Duration.ofSeconds(2);

  /**
   * The most bytes of a body. AWS takes 6 MiB of an event, in which a binary body is base64 (AWS
   * Lambda Developer Guide, "Lambda quotas").
   */
  static final int MAX_BODY_BYTES = 6 * 1024 * 1024;

  private final APIGatewayV2HTTPEvent event;
  private final Deadline deadline;

  @Inject
  Incoming(APIGatewayV2HTTPEvent event, Settings settings, Clock clock) {
    this.event = event;
    this.deadline = Deadline.in(settings.timeLimit().minus(SAFETY_MARGIN), clock);
  }

  /** When the work for this request has to be over. */
  Deadline deadline() {
    return deadline;
  }

  /** A header's whole value; names are told apart in any case. */
  Optional<String> header(String name) {
    Map<String, String> headers = event.getHeaders();
    if (headers == null) {
      return Optional.empty();
    }
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .filter(value -> value != null)
        .findFirst();
  }

  /**
   * The body's bytes; empty where there is none.
   *
   * @throws ApiException if it is too large, or is not what it says it is
   */
  byte[] body() {
    String body = event.getBody();
    if (body == null) {
      return new byte[0];
    }
    byte[] bytes;
    try {
      bytes =
          event.getIsBase64Encoded()
              ? Base64.getDecoder().decode(body)
              : body.getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ApiException(ErrorCode.INVALID_BODY);
    }
    if (bytes.length > MAX_BODY_BYTES) {
      throw new ApiException(ErrorCode.BODY_TOO_LARGE);
    }
    return bytes;
  }

  /** The ARN that AWS has authenticated, where the URL asks for that. */
  Optional<String> iamIdentity() {
    return Optional.ofNullable(event.getRequestContext())
        .map(RequestContext::getAuthorizer)
        .map(RequestContext.Authorizer::getIam)
        .map(RequestContext.IAM::getUserArn)
        .filter(arn -> !arn.isBlank());
  }

  /** What AWS's logs know the request by. */
  String requestId() {
    return Optional.ofNullable(event.getRequestContext())
        .map(RequestContext::getRequestId)
        .filter(id -> id.matches("[A-Za-z0-9=_.-]{1,100}"))
        .orElseGet(() -> UUID.randomUUID().toString());
  }
}
