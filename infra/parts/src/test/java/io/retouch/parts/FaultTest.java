package io.retouch.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "latency:800ms",
        "429",
        "429:2s",
        "451",
        "402",
        "500",
        "503",
        "bare:502",
        "content-filtered",
        "drop-before",
        "drop-after",
        "truncated",
        "garbage",
        "empty-data",
        "no-image",
        "hang",
        "link:404",
        "answer:200:{\"a\":\"b+c:d\"}",
        "latency:2000ms+500",
        "latency:50ms+429:2s"
      })
  void writesWhatItReads(String text) {
    Fault fault = Fault.parse(text);

    assertThat(fault).hasToString(text).isEqualTo(Fault.parse(fault.toString()));
  }

  @Test
  void readsWhatTheFactoriesMake() {
    assertThat(Fault.parse("none")).isEqualTo(Fault.none());
    assertThat(Fault.parse(" latency:2s ")).isEqualTo(Fault.latency(Duration.ofSeconds(2)));
    assertThat(Fault.parse("latency:1m")).isEqualTo(Fault.latency(Duration.ofMinutes(1)));
    assertThat(Fault.parse("429")).isEqualTo(Fault.rateLimited());
    assertThat(Fault.parse("429:1500ms")).isEqualTo(Fault.rateLimited(Duration.ofSeconds(2)));
    assertThat(Fault.parse("451")).isEqualTo(Fault.censored());
    assertThat(Fault.parse("404")).isEqualTo(Fault.clientError(404));
    assertThat(Fault.parse("503")).isEqualTo(Fault.serverError(503));
    assertThat(Fault.parse("bare:502")).isEqualTo(Fault.bareStatus(502));
    assertThat(Fault.parse("Content-Filtered")).isEqualTo(Fault.contentFiltered());
    assertThat(Fault.parse("drop-before")).isEqualTo(Fault.dropBeforeWork());
    assertThat(Fault.parse("drop-after")).isEqualTo(Fault.dropAfterWork());
    assertThat(Fault.parse("truncated")).isEqualTo(Fault.truncatedAnswer());
    assertThat(Fault.parse("garbage")).isEqualTo(Fault.garbage());
    assertThat(Fault.parse("empty-data")).isEqualTo(Fault.emptyData());
    assertThat(Fault.parse("no-image")).isEqualTo(Fault.noImage());
    assertThat(Fault.parse("hang")).isEqualTo(Fault.hang());
    assertThat(Fault.parse("link:404")).isEqualTo(Fault.resultLinkStatus(404));
    assertThat(Fault.parse("answer:202:{}")).isEqualTo(Fault.answer(202, Map.of(), "{}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "status",
        "none:1",
        "drop",
        "latency",
        "latency:",
        "latency:2",
        "latency:2h",
        "latency:-2s",
        "latency:2s+",
        "latency:2s+nonsense",
        "429:soon",
        "500:2s",
        "bare",
        "bare:",
        "bare:abc",
        "link",
        "answer",
        "answer:abc"
      })
  void saysWhatCanBeWrittenInstead(String text) {
    assertThatThrownBy(() -> Fault.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("drop-before");
  }

  @ParameterizedTest
  @ValueSource(strings = {"200", "302", "bare:399", "bare:200", "link:199", "answer:100"})
  void refusesStatusesThatDoNotFit(String text) {
    assertThatThrownBy(() -> Fault.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("status");
  }

  @Test
  void addsLatenciesUp() {
    Fault latency = Fault.latency(Duration.ofMillis(50));

    assertThat(latency.then(latency)).hasToString("latency:100ms");
    assertThat(latency.then(Fault.hang())).isEqualTo(Fault.hang().then(latency));
  }

  @Test
  void combinesOnlyWithALatency() {
    assertThatThrownBy(() -> Fault.hang().then(Fault.garbage()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hang")
        .hasMessageContaining("garbage");
  }
}
