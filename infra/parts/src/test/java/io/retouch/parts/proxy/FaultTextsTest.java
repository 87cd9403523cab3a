package io.retouch.parts.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTextsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "latency:800ms",
        "refuse",
        "reset-before",
        "answer-lost",
        "status:503",
        "status:503:{\"a\":\"b+c:d=e\"}",
        "truncated",
        "hang",
        "hang:1500ms",
        "latency:50ms+status:429",
        "latency:2000ms+hang:1ms"
      })
  void writesTheFaultsThatItReads(String text) {
    ProxyFault fault = ProxyFault.parse(text);

    assertThat(fault).hasToString(text).isEqualTo(ProxyFault.parse(fault.toString()));
  }

  @Test
  void readsWhatTheFactoriesMake() {
    assertThat(ProxyFault.parse("none")).isEqualTo(ProxyFault.none());
    assertThat(ProxyFault.parse(" latency:2s ")).isEqualTo(ProxyFault.latency(seconds(2)));
    assertThat(ProxyFault.parse("refuse")).isEqualTo(ProxyFault.refuse());
    assertThat(ProxyFault.parse("Reset-Before")).isEqualTo(ProxyFault.resetBefore());
    assertThat(ProxyFault.parse("answer-lost")).isEqualTo(ProxyFault.appliedButAnswerLost());
    assertThat(ProxyFault.resetAfter()).isEqualTo(ProxyFault.appliedButAnswerLost());
    assertThat(ProxyFault.parse("status:503")).isEqualTo(ProxyFault.status(503, ""));
    assertThat(ProxyFault.parse("status:400:a:b")).isEqualTo(ProxyFault.status(400, "a:b"));
    assertThat(ProxyFault.parse("truncated")).isEqualTo(ProxyFault.truncatedBody());
    assertThat(ProxyFault.parse("hang")).isEqualTo(ProxyFault.hang());
    assertThat(ProxyFault.parse("hang:1m")).isEqualTo(ProxyFault.hang(seconds(60)));
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "none:1",
        "refuse:",
        "status",
        "status:",
        "status:20",
        "latency",
        "latency:2h",
        "latency:2s+",
        "hang:",
        "hang:soon"
      })
  void saysWhichFaultsCanBeWritten(String text) {
    assertThatThrownBy(() -> ProxyFault.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("answer-lost");
  }

  @Test
  void holdsStatusesAndTimesToTheirLimits() {
    assertThat(ProxyFault.status(200, "").status()).isEqualTo(200);
    assertThat(ProxyFault.status(599, "").status()).isEqualTo(599);
    assertThat(ProxyFault.hang(Duration.ofMillis(1)).limit()).isEqualTo(Duration.ofMillis(1));

    assertThatThrownBy(() -> ProxyFault.status(199, "")).hasMessageContaining("199");
    assertThatThrownBy(() -> ProxyFault.status(600, "")).hasMessageContaining("600");
    assertThatThrownBy(() -> ProxyFault.hang(Duration.ZERO)).hasMessageContaining("hang");
    assertThatThrownBy(() -> ProxyFault.latency(Duration.ofMillis(-1)))
        .hasMessageContaining("negative");
  }

  @Test
  void combinesOnlyWithALatency() {
    ProxyFault latency = ProxyFault.latency(seconds(1));
    assertThat(latency.then(latency)).isEqualTo(ProxyFault.latency(seconds(2)));
    assertThat(latency.then(ProxyFault.hang())).isEqualTo(ProxyFault.hang().then(latency));

    assertThatThrownBy(() -> ProxyFault.hang().then(ProxyFault.refuse()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hang")
        .hasMessageContaining("refuse");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "any",
        "PutObject",
        "images/edits",
        "PutObject#3",
        "any#1-5",
        "any@0.05:seed=7",
        "any@1.0:seed=-9223372036854775808",
        "PutObject(/out/**/a=b@c#?.png)#2-9@0.5:seed=1"
      })
  void writesTheConditionsAndRulesThatItReads(String text) {
    When when = When.parse(text);
    FaultRule rule = FaultRule.parse(text + "=status:503:a=b");

    assertThat(when).hasToString(text).isEqualTo(When.parse(text));
    assertThat(rule).isEqualTo(new FaultRule(when, ProxyFault.status(503, "a=b")));
    assertThat(rule).hasToString(text + "=status:503:a=b");
  }

  @Test
  void readsWhatConditionsAreMadeOf() {
    assertThat(When.parse("any")).isEqualTo(When.every());
    assertThat(When.parse("PutObject#3")).isEqualTo(When.operation("PutObject").and(When.nth(3)));
    assertThat(When.parse("any#1-5")).isEqualTo(When.first(5));
    assertThat(When.parse("any@.05:seed=7")).isEqualTo(When.probability(0.05, 7));
    assertThat(When.parse("GetItem(/a/*)"))
        .isEqualTo(When.path("/a/*").and(When.operation("GetItem")));
    assertThat(FaultRule.parse(" any@0.05:seed=7=reset-before "))
        .isEqualTo(new FaultRule(When.probability(0.05, 7), ProxyFault.resetBefore()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "#3",
        "PutObject#",
        "PutObject#x",
        "any@0.5",
        "any@0.5:seed=",
        "any@0.5:seed=x",
        "any()"
      })
  void saysWhichConditionsCanBeWritten(String text) {
    assertThatThrownBy(() -> When.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("#1-5");
    assertThatThrownBy(() -> FaultRule.parse(text + "=hang"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "any", "=hang", "PutObject#3 answer-lost"})
  void saysHowARuleIsWritten(String text) {
    assertThatThrownBy(() -> FaultRule.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PutObject#3=answer-lost");
  }

  @Test
  void holdsNumbersAndProbabilitiesToTheirLimits() {
    assertThat(When.nth(1)).hasToString("any#1");
    assertThat(When.probability(0, 1)).hasToString("any@0.0:seed=1");
    assertThat(When.probability(1, 1)).hasToString("any@1.0:seed=1");

    assertThatThrownBy(() -> When.nth(0)).hasMessageContaining("count from 1");
    assertThatThrownBy(() -> When.parse("any#3-2")).hasMessageContaining("count from 1");
    assertThatThrownBy(() -> When.probability(-0.01, 1)).hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> When.probability(1.01, 1)).hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> When.probability(Double.NaN, 1)).hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> When.operation("Put Object")).hasMessageContaining("Put Object");
    assertThatThrownBy(() -> When.path("/a(1)")).hasMessageContaining("/a(1)");
    assertThatThrownBy(() -> When.operation("A").and(When.operation("B")))
        .hasMessageContaining("two rules");
  }
}
