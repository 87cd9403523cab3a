package io.retouch.aws.stack;

import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.lambda.Function;

/** What the application measures, in the lines of its log: names and units are documented there. */
final class Measures {
  static final String NAMESPACE = "Retouch";

  private final String function;

  Measures(Function function) {
    this.function = function.getFunctionName();
  }

  /** Edits of one outcome. */
  Metric edits(String outcome, Duration period) {
    return metric("edits", "Sum", period, Map.of("function", function, "outcome", outcome));
  }

  /** Something that is added up. */
  Metric sum(String name, Duration period) {
    return metric(name, "Sum", period, Map.of("function", function));
  }

  /** Something of which most are below the statistic, such as {@code p90}. */
  Metric percentile(String name, String statistic) {
    return metric(name, statistic, Duration.minutes(5), Map.of("function", function));
  }

  private static Metric metric(
      String name, String statistic, Duration period, Map<String, String> dimensions) {
    return Metric.Builder.create()
        .namespace(NAMESPACE)
        .metricName(name)
        .statistic(statistic)
        .period(period)
        .dimensionsMap(dimensions)
        .build();
  }
}
