package io.retouch.preset;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KnownPropertiesTest {
  @Test
  void listsExactlyWhatIsMapped() {
    var mapped =
        ConfigMappings.getProperties(ConfigClass.configClass(RetouchConfig.class)).keySet();

    assertThat(new TreeSet<>(KnownProperties.PATTERNS))
        .isEqualTo(
            mapped.stream()
                .map(name -> name.replace("[*]", ""))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void sortsInReadingOrder() {
    List<String> sorted =
        List.of(
            "retouch.time-limit",
            "retouch.ledger.table",
            "retouch.ledger.lease-margin",
            "retouch.limits.side-by-side",
            "retouch.providers.a.price.image",
            "retouch.providers.b",
            "retouch.providers.b.dialect",
            "retouch.providers.b.base-url",
            "retouch.presets",
            "retouch.presets.a.match",
            "retouch.presets.a.match.bucket",
            "retouch.presets.a.prompt",
            "retouch.presets.a.parameters.seed",
            "retouch.presets.a.parameters.steps",
            "retouch.presets.a.output.key",
            "retouch.presets.a.promt",
            "retouch.presets.\"b.c\".match.bucket",
            "retouch.zoo");

    Stream<String> shuffled = new TreeSet<>(sorted).descendingSet().stream();

    assertThat(shuffled.sorted(KnownProperties.READING_ORDER)).containsExactlyElementsOf(sorted);
  }
}
