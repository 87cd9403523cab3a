package io.retouch.parts.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallBookTest {
  private final CallBook book = new CallBook();

  private boolean struck(String operation, String path) {
    return !book.arrived(operation, "PUT", path).fault().equals(ProxyFault.none());
  }

  private List<Integer> struck(String operation, int calls) {
    return IntStream.rangeClosed(1, calls).filter(n -> struck(operation, "/")).boxed().toList();
  }

  private void rule(String text) {
    book.add(FaultRule.parse(text));
  }

  @Test
  void strikesTheNthCallOfAnOperation() {
    rule("PutObject#3=hang");

    assertThat(struck("GetObject", 5)).isEmpty();
    assertThat(struck("PutObject", 5)).containsExactly(3);
  }

  @Test
  void countsAllOperationsWhereNoneIsNamed() {
    rule("any#3=hang");

    assertThat(struck("GetObject", 2)).isEmpty();
    assertThat(struck("PutObject", 2)).containsExactly(1);
  }

  @Test
  void strikesTheFirstCallsAndNoMore() {
    rule("any#1-3=hang");

    assertThat(struck("PutItem", 9)).containsExactly(1, 2, 3);
  }

  @Test
  void countsOnlyWhatThePathLetsThrough() {
    rule("PutObject(/out/*)#2=hang");

    assertThat(struck("PutObject", "/out/a")).isFalse();
    assertThat(struck("PutObject", "/in/a")).isFalse();
    assertThat(struck("PutObject", "/out/a/b")).isFalse();
    assertThat(struck("PutObject", "/out/b")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/out/*,/out/a.png,true",
    "/out/*,/out/a/b.png,false",
    "/out/**,/out/a/b.png,true",
    "**/a.png,/out/a.png,true",
    "/out/?.png,/out/a.png,true",
    "/out/?.png,/out/ab.png,false",
    "/out/a.png,/out/aXpng,false"
  })
  void matchesPaths(String pattern, String path, boolean matches) {
    book.add(new FaultRule(When.path(pattern), ProxyFault.hang()));

    assertThat(struck("GetObject", path)).isEqualTo(matches);
  }

  @Test
  void letsTheFirstOfSeveralRulesStrikeAndAllCount() {
    rule("any#1=none");
    rule("PutObject#2=refuse");
    rule("any=hang");

    List<ProxyFault> faults = new ArrayList<>();
    for (int n = 1; n <= 3; n++) {
      faults.add(book.arrived("PutObject", "PUT", "/").fault());
    }

    assertThat(faults).containsExactly(ProxyFault.none(), ProxyFault.refuse(), ProxyFault.hang());
  }

  @Test
  void countsFromWhenTheRuleWasAdded() {
    struck("PutObject", 5);
    rule("PutObject#2=hang");
    assertThat(struck("PutObject", 3)).containsExactly(2);

    book.clearRules();

    assertThat(struck("PutObject", 3)).isEmpty();
    assertThat(book.calls()).hasSize(11);
    assertThat(book.calls().get(10).n()).isEqualTo(11);
  }

  @Test
  void drawsAsManyAsTheProbabilitySays() {
    rule("any@0.05:seed=7=hang");

    assertThat(struck("PutObject", 20_000)).hasSizeBetween(900, 1_100);
  }

  @Test
  void drawsAllOrNoneAtTheEnds() {
    rule("A@0.0:seed=7=hang");
    rule("B@1.0:seed=7=hang");

    assertThat(struck("A", 1_000)).isEmpty();
    assertThat(struck("B", 1_000)).hasSize(1_000);
  }

  @Test
  void drawsOtherCallsForAnotherSeedOrOperation() {
    rule("PutObject@0.5:seed=7=hang");
    rule("GetObject@0.5:seed=7=hang");
    List<Integer> puts = struck("PutObject", 100);
    List<Integer> gets = struck("GetObject", 100);
    book.clearRules();
    rule("PutObject@0.5:seed=8=hang");
    List<Integer> other = struck("PutObject", 100);

    assertThat(puts).isNotEqualTo(gets).isNotEqualTo(other);
  }

  @Test
  void drawsTheSameCallsHoweverTheyAreMixed() {
    List<String> operations = List.of("PutObject", "GetObject", "HeadObject", "PutItem");
    rule("any@0.3:seed=42=reset-before");
    operations.forEach(operation -> struck(operation, 500));
    Map<String, List<ProxyFault>> alone = faultsByOperation(book);
    CallBook mixed = new CallBook();
    mixed.add(FaultRule.parse("any@0.3:seed=42=reset-before"));

    IntStream.range(0, 2_000)
        .parallel()
        .forEach(i -> mixed.arrived(operations.get(i % 4), "PUT", "/"));

    assertThat(faultsByOperation(mixed)).isEqualTo(alone).hasSize(4);
  }

  private static Map<String, List<ProxyFault>> faultsByOperation(CallBook book) {
    return book.calls().stream()
        .collect(
            Collectors.groupingBy(
                ProxiedCall::operation,
                Collectors.mapping(ProxiedCall::fault, Collectors.toList())));
  }
}
