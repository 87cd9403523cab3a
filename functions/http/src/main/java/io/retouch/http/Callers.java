package io.retouch.http;

import io.retouch.http.HttpSettings.Access;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Finds out who calls, and lets nobody else in. */
@ApplicationScoped
class Callers {
  private static final String BEARER = "bearer ";

  private final HttpSettings settings;
  private final Tokens tokens;

  @Inject
  Callers(HttpSettings settings, Tokens tokens) {
    this.settings = settings;
    this.tokens = tokens;
  }

  /**
   * Who sends this request.
   *
   * @throws ApiException if that is not known
   */
  Caller of(Incoming incoming) {
    if (settings.access() == Access.IAM) {
      return incoming
          .iamIdentity()
          .map(Caller::iam)
          .orElseThrow(
              () ->
                  new ApiException(
                      ErrorCode.UNAUTHENTICATED,
                      "Sign the request with AWS credentials that may invoke this function URL."));
    }
    return incoming
        .header("authorization")
        .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(value -> value.substring(BEARER.length()).strip())
        .flatMap(tokens::nameOf)
        .map(Caller::token)
        .orElseThrow(
            () ->
                new ApiException(
                    ErrorCode.UNAUTHENTICATED, "Send a token as Authorization: Bearer TOKEN."));
  }
}
