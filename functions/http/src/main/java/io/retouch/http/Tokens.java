package io.retouch.http;

import io.retouch.edit.Secrets;
import io.retouch.edit.SecretsException;
import io.retouch.preset.Provider.ApiKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The tokens that are valid now: those of the configuration, and those of the parameter, which is
 * read again every five minutes, so that a token is given or taken without a deployment. Only their
 * hashes are known here.
 */
@ApplicationScoped
class Tokens {
  private static final Logger LOG = Logger.getLogger(Tokens.class);
  private static final Pattern LINE = Pattern.compile("(\\S{1,64})\\s+([0-9a-fA-F]{64})");

  private final HttpSettings settings;
  private final Secrets secrets;

  @Inject
  Tokens(HttpSettings settings, Secrets secrets) {
    this.settings = settings;
    this.secrets = secrets;
  }

  /**
   * The name of a token. Looks at all of them whatever it finds, so that the time it takes tells
   * nothing.
   *
   * @throws ApiException if the parameter cannot be read, and the token is none of the others
   */
  Optional<String> nameOf(String token) {
    byte[] given = Hashes.sha256(token.getBytes(StandardCharsets.UTF_8));
    Optional<String> found = find(given, settings.tokens());
    if (settings.tokensParameter().isEmpty()) {
      return found;
    }
    try {
      String lines = secrets.named(settings.tokensParameter().get()).map(ApiKey::value).orElse("");
      return found.or(() -> find(given, read(lines)));
    } catch (SecretsException e) {
      LOG.errorf("The tokens cannot be read: %s", e.getMessage());
      return Optional.of(
          found.orElseThrow(
              () -> ApiException.later(ErrorCode.UNAVAILABLE, OutcomeErrors.LONGEST_WAIT)));
    }
  }

  private static Optional<String> find(byte[] given, Map<String, String> tokens) {
    Optional<String> found = Optional.empty();
    for (Map.Entry<String, String> known : tokens.entrySet()) {
      if (MessageDigest.isEqual(given, HexFormat.of().parseHex(known.getValue()))) {
        found = Optional.of(known.getKey());
      }
    }
    return found;
  }

  /** A line a token; what is none of them is passed over. */
  static Map<String, String> read(String lines) {
    Map<String, String> tokens = new HashMap<>();
    lines
        .lines()
        .map(String::strip)
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(line -> tokens.put(line.group(1), line.group(2)));
    return tokens;
  }
}
