package io.retouch.edit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retouch.edit.EditOutcome.Edited;
import io.retouch.edit.EditOutcome.Skipped;
import io.retouch.edit.EditOutcome.Waiting;
import io.retouch.edit.EditTrail.Step;
import io.retouch.preset.Provider.Price;
import io.retouch.preset.Settings;
import io.retouch.preset.Settings.Limits;
import io.retouch.preset.Settings.LogFormat;
import io.retouch.preset.Settings.Spending;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeMetricsTest {
  private static final Instant NOW = Instant.parse("2026-11-02T00:00:00Z");
  private static final Edited EDITED = new Edited("edited", "out/photo.png");

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final EditTrail trail =
      new EditTrail(
          new EditJob("uploads", "in/photo.png", Deadline.in(Duration.ofMinutes(1), clock)), clock);

  @Test
  void countsAnEditOfEachOutcomeOfEachFunction() {
    ObjectNode line = measured(new Skipped("no preset matches this object"));

    assertThat(line.at("/_aws/Timestamp").asLong()).isEqualTo(NOW.toEpochMilli());
    JsonNode counter = line.at("/_aws/CloudWatchMetrics/0");
    assertThat(counter)
        .hasToString(
            "{\"Namespace\":\"Retouch\",\"Dimensions\":[[\"function\",\"outcome\"]],"
                + "\"Metrics\":[{\"Name\":\"edits\",\"Unit\":\"Count\"}]}");
    assertThat(line.path("function").asText()).isEqualTo("upload-of-shop");
    assertThat(line.path("outcome").asText()).isEqualTo("skipped");
    assertThat(line.path("edits").asInt()).isEqualTo(1);
  }

  @Test
  void measuresTheWaitForTheApiOnlyWhereItWasCalled() {
    assertThat(names(measured(EDITED))).containsExactly("edits", "totalMs");

    trail.time(Step.EDIT, () -> true);

    ObjectNode line = measured(EDITED);
    assertThat(names(line)).containsExactly("edits", "totalMs", "editMs", "ownMs");
    assertThat(line.path("ownMs").asLong()).isZero();
  }

  @Test
  void measuresTheCostOfCallsThatMayHaveBeenPaidFor() {
    trail.attempts(3, 1, price("CNY", "0.02"));
    trail.attempts(2, 1, price("CNY", "0.30"));
    trail.attempts(1, 1, price("USD", "9.00"));

    ObjectNode line = measured(EDITED);

    assertThat(names(line)).contains("cost");
    assertThat(line.path("cost").decimalValue()).isEqualByComparingTo("0.32");
    assertThat(line.path("currency").asText()).isEqualTo("CNY");
  }

  @Test
  void knowsNoCostWithoutAPriceOrAPaidCall() {
    trail.attempts(3, 0, price("CNY", "0.02"));
    assertThat(names(measured(EDITED))).doesNotContain("cost");

    trail.attempts(3, 3, Optional.empty());
    assertThat(names(measured(EDITED))).doesNotContain("cost");
  }

  @Test
  void countsWhatSomebodyHasToMend() {
    assertThat(names(measured(EDITED))).doesNotContain("misconfigured");

    trail.misconfigured();

    assertThat(names(measured(new Waiting("unauthorised", "401", NOW)))).contains("misconfigured");
  }

  @Test
  void countsASpentBudgetAndNoOtherWait() {
    assertThat(names(measured(new Waiting("budget_spent", "spent", NOW)))).contains("budgetSpent");
    assertThat(names(measured(new Waiting("rate_limited", "429", NOW))))
        .doesNotContain("budgetSpent");
  }

  @Test
  void theLinesOfFunctionsCarryMetricsAndOthersDoNot() {
    assertThat(log(LogFormat.JSON, Optional.of("upload")).line(trail, EDITED)).contains("\"_aws\"");
    assertThat(log(LogFormat.JSON, Optional.empty()).line(trail, EDITED)).doesNotContain("_aws");
    assertThat(log(LogFormat.TEXT, Optional.of("upload")).line(trail, EDITED))
        .doesNotContain("_aws");
  }

  private ObjectNode measured(EditOutcome outcome) {
    ObjectNode line = OutcomeLog.fields(trail, outcome);
    OutcomeMetrics.add(line, trail, outcome, "upload-of-shop");
    return line;
  }

  private static List<String> names(ObjectNode line) {
    List<String> names = new ArrayList<>();
    for (JsonNode directive : line.at("/_aws/CloudWatchMetrics")) {
      directive.path("Metrics").forEach(metric -> names.add(metric.path("Name").asText()));
    }
    assertThat(names).allSatisfy(name -> assertThat(line.path(name).isNumber()).isTrue());
    return names;
  }

  private static OutcomeLog log(LogFormat format, Optional<String> function) {
    Settings settings =
        new Settings(
            Duration.ofSeconds(60),
            new Limits(1, 1, 1),
            format,
            Optional.empty(),
            Optional.empty(),
            Spending.unbounded(),
            List.of());
    return new OutcomeLog(settings, function);
  }

  private static Optional<Price> price(String currency, String image) {
    return Optional.of(new Price(currency, new BigDecimal(image)));
  }
}
