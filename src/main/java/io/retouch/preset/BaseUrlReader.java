package io.retouch.preset;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Reads a provider's base URL. Never repeats it in a message: it may hold a password. */
final class BaseUrlReader {
  private static final URI NONE = URI.create("https://invalid");

  private final Problems problems;

  BaseUrlReader(Problems problems) {
    this.problems = problems;
  }

  URI read(String property, Optional<String> value, boolean privateNetwork) {
    Optional<String> written =
        new Values(problems)
            .required(property, value, "write for example https://api.stepfun.com/v1.");
    if (written.isEmpty()) {
      return NONE;
    }
    try {
      URI url = new URI(written.get().trim().replaceAll("/+$", ""));
      Optional<String> problem = problem(url, privateNetwork);
      problem.ifPresent(sentence -> problems.add(property, sentence));
      return problem.isPresent() ? NONE : url;
    } catch (URISyntaxException e) {
      problems.add(property, "is not a URL; write for example https://api.stepfun.com/v1.");
      return NONE;
    }
  }

  private static Optional<String> problem(URI url, boolean privateNetwork) {
    String scheme = url.getScheme();
    boolean http = "http".equalsIgnoreCase(scheme);
    if (!http && !"https".equalsIgnoreCase(scheme)) {
      return Optional.of("does not begin with https://; write the whole URL.");
    }
    if (url.getRawUserInfo() != null) {
      return Optional.of("holds a user name or password; remove it and use api-key.");
    }
    if (url.getHost() == null || url.getPort() > 65_535) {
      return Optional.of("has no valid host; write for example https://api.stepfun.com/v1.");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      return Optional.of("holds a query or a fragment; end with the path, as in /v1.");
    }
    if (http && !privateNetwork) {
      return Optional.of(
          "would send the key unencrypted; write https, or set private-network to true for a"
              + " server in your own network.");
    }
    return Optional.empty();
  }
}
