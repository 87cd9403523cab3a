package io.retouch.aws.stack;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.constructs.Construct;

/** What a stage's dashboard shows. */
final class Panels {
  private static final List<String> OUTCOMES =
      List.of("edited", "rejected", "parked", "waiting", "skipped");

  private final Measures measures;
  private final Uploads uploads;

  Panels(Measures measures, Uploads uploads) {
    this.measures = measures;
    this.uploads = uploads;
  }

  Dashboard dashboard(Construct scope, String stage) {
    Duration often = Duration.minutes(5);
    List<IMetric> outcomes =
        OUTCOMES.stream()
            .map(outcome -> labelled(measures.edits(outcome, often), outcome))
            .toList();
    List<IMetric> latencies =
        List.of(
            labelled(measures.percentile("editMs", "p50"), "API, median"),
            labelled(measures.percentile("editMs", "p90"), "API, 9 of 10"),
            labelled(measures.percentile("ownMs", "p50"), "ours, median"),
            labelled(measures.percentile("ownMs", "p90"), "ours, 9 of 10"));
    List<IMetric> cost = List.of(measures.sum("cost", Duration.days(1)));
    List<IMetric> age =
        List.of(
            uploads
                .queue()
                .metricApproximateAgeOfOldestMessage(
                    MetricOptions.builder()
                        .statistic("Maximum")
                        .label("oldest upload, seconds")
                        .build()),
            uploads
                .deadLetters()
                .metricApproximateNumberOfMessagesVisible(
                    MetricOptions.builder().statistic("Maximum").label("dead letters").build()));
    return Dashboard.Builder.create(scope, "Dashboard")
        .dashboardName("retouch-" + stage)
        .widgets(
            List.of(
                List.of(
                    graph("Edits by outcome", outcomes),
                    graph("Latency of the API and of ours, milliseconds", latencies)),
                List.of(
                    graph("Cost a day, in the currency of the prices", cost),
                    graph("Age of the queue", age))))
        .build();
  }

  private static IMetric labelled(Metric metric, String label) {
    return metric.with(MetricOptions.builder().label(label).build());
  }

  private static IWidget graph(String title, List<IMetric> metrics) {
    return GraphWidget.Builder.create().title(title).left(metrics).width(12).height(6).build();
  }
}
