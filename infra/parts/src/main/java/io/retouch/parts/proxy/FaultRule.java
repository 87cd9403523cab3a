package io.retouch.parts.proxy;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which calls meet which fault. Its text is the condition's, an equals sign and the fault's, for
 * example {@code PutObject#3=answer-lost} or {@code any@0.05:seed=7=reset-before}.
 */
public record FaultRule(When when, ProxyFault fault) {
  private static final Pattern TEXT =
      Pattern.compile(
          "(?<when>[^=#@(]+(?:\\([^)]*\\))?(?:#[\\d-]+|@[\\d.]+:seed=-?\\d+)*)=(?<fault>.*)",
          Pattern.DOTALL);

  public FaultRule {
    Objects.requireNonNull(when, "when");
    Objects.requireNonNull(fault, "fault");
  }

  /**
   * Reads a rule's text.
   *
   * @throws IllegalArgumentException with a sentence that says what can be written
   */
  public static FaultRule parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "The rule \"%s\" cannot be read; write a condition, an equals sign and a fault, as in"
                  .formatted(text.strip())
              + " PutObject#3=answer-lost or any@0.05:seed=7=reset-before.");
    }
    return new FaultRule(
        When.parse(matcher.group("when")), ProxyFault.parse(matcher.group("fault")));
  }

  @Override
  public String toString() {
    return when + "=" + fault;
  }
}
