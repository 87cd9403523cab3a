package io.retouch.http;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the HTTP function adds to the configuration, as it is written; see the README. */
@ConfigMapping(prefix = "retouch.http")
interface HttpConfig {
  /** Who is let in: {@code iam} (default), or {@code tokens} where the URL is public. */
  Optional<String> access();

  /** The SHA-256 of each bearer token, 64 hexadecimal digits, by the token's name. */
  Map<String, String> tokens();

  /**
   * The name of an SSM SecureString with more tokens, a line each: a name, a space and the SHA-256.
   */
  Optional<String> tokensParameter();

  /** Names of presets by the model names that stand for them. */
  Map<String, String> models();

  /** What callers may do with a preset, by its name. */
  Map<String, PresetAccess> presets();

  /** What callers may do with a preset. */
  interface PresetAccess {
    /** Who may use it: {@code token:NAME} or an ARN; default everybody who is let in. */
    Optional<List<String>> callers();

    /** A sentence for {@code GET /v1/presets}. */
    Optional<String> description();

    /** Whether its prompt is shown there; default false. */
    Optional<Boolean> showPrompt();

    /** Whether callers may write a prompt of their own; default false. */
    Optional<Boolean> callersPrompt();

    /** The parameters that callers may set, by the edit API's names; default {@code seed}. */
    Optional<List<String>> callersParameters();
  }
}
