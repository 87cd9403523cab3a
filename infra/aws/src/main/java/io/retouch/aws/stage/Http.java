package io.retouch.aws.stage;

import io.retouch.aws.stage.Stage.FunctionRuntime;
import io.retouch.aws.yaml.Section;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The function that edits on request, behind a function URL.
 *
 * @param access who reaches it; default {@link Access#IAM}
 * @param tokensParameter the name of the SSM SecureString that holds the hashes of the callers'
 *     tokens; there is one where the URL is public, and none elsewhere
 * @param memoryMegabytes 256 to 10240, for Java from 512; default 512, for Java 1024
 * @param timeLimitSeconds when Lambda ends a request, 30 to 900; default the stage's
 * @param concurrency how many requests run at a time, reserved for this function, 1 to 1000;
 *     default 1
 */
public record Http(
    Access access,
    Optional<String> tokensParameter,
    int memoryMegabytes,
    int timeLimitSeconds,
    int concurrency) {
  public Http {
    Objects.requireNonNull(access, "access");
    Objects.requireNonNull(tokensParameter, "tokensParameter");
    if ((access == Access.PUBLIC) != tokensParameter.isPresent()) {
      throw new IllegalArgumentException("A public URL, and no other, has a parameter of tokens.");
    }
  }

  /** Who reaches the function. */
  public enum Access {
    /** Whom AWS has authenticated and who may invoke the URL. */
    IAM,
    /** Everybody; the function lets in who knows a token. */
    PUBLIC
  }

  /**
   * Reads a stage's {@code http}; empty unless it is switched on.
   *
   * @param function how the stage's other functions run
   * @param apiKeyParameter where the API key is
   */
  static Optional<Http> read(Section section, Stage.Function function, String apiKeyParameter) {
    boolean java = function.runtime() == FunctionRuntime.JAVA25;
    boolean enabled = section.choice("enabled", Map.of("true", true, "false", false)).orElse(false);
    Access access =
        section
            .choice("access", Map.of("iam", Access.IAM, "public", Access.PUBLIC))
            .orElse(Access.IAM);
    Optional<String> tokens = tokens(section, access, apiKeyParameter);
    int memory = section.integer("memory", java ? 512 : 256, 10240).orElse(java ? 1024 : 512);
    int timeLimit = section.integer("time-limit", 30, 900).orElse(function.timeLimitSeconds());
    int concurrency = section.integer("concurrency", 1, 1000).orElse(1);
    section.refuseOthers();
    // A wrong pair is a problem already.
    return enabled && (access == Access.PUBLIC) == tokens.isPresent()
        ? Optional.of(new Http(access, tokens, memory, timeLimit, concurrency))
        : Optional.empty();
  }

  private static Optional<String> tokens(Section section, Access access, String apiKeyParameter) {
    String name = "tokens-parameter";
    if (section.text(name).isEmpty()) {
      if (access == Access.PUBLIC) {
        section.problem(
            name,
            "is missing, so that nobody could call the public URL; write the name of an SSM SecureString with the tokens' hashes, or access: iam.");
      }
      return Optional.empty();
    }
    if (access == Access.IAM) {
      section.problem(name, "is for a public URL alone; remove it, or write access: public.");
    }
    Optional<String> tokens =
        section.text(
            name,
            StageFile.PARAMETER,
            "is no name of an SSM parameter; write one as in /retouch/prod/tokens.");
    if (tokens.filter(apiKeyParameter::equals).isPresent()) {
      section.problem(name, "is the parameter of the API key; write the name of another one.");
    }
    return tokens;
  }
}
