package io.retouch.http;

import java.util.Objects;

/**
 * Who calls.
 *
 * @param name the name of a token as {@code token:shop}, or the IAM identity as its ARN, without
 *     the session of an assumed role
 */
record Caller(String name) {
  private static final String ASSUMED_ROLE = ":assumed-role/";

  Caller {
    Objects.requireNonNull(name, "name");
  }

  static Caller token(String tokenName) {
    return new Caller("token:" + tokenName);
  }

  /** The sessions of a role are one caller: another session repeats the same request. */
  static Caller iam(String arn) {
    int role = arn.indexOf(ASSUMED_ROLE);
    int session = arn.indexOf('/', role + ASSUMED_ROLE.length());
    return new Caller(role < 0 || session < 0 ? arn : arn.substring(0, session));
  }
}
