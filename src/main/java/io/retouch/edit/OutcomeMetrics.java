package io.retouch.edit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retouch.edit.EditOutcome.Waiting;
import io.retouch.preset.Provider.Price;

/**
 * The metrics that an outcome's line carries: CloudWatch reads them out of a function's log, in its
 * embedded metric format, without a call. Names and units are what alarms and dashboards rely on:
 *
 * <ul>
 *   <li>{@code edits} (Count), for each {@code function} and {@code outcome}: one a line
 *   <li>{@code totalMs} (Milliseconds), for each {@code function}: the whole edit
 *   <li>{@code editMs} (Milliseconds): waiting for the API, and {@code ownMs} (Milliseconds): the
 *       rest; where the API was called
 *   <li>{@code cost} (None), in the currency of the provider's price: what was paid for, or may
 *       have been; where a price is configured and something was
 *   <li>{@code misconfigured} (Count): edits that wait until somebody mends the key, the account or
 *       the configuration
 *   <li>{@code budgetSpent} (Count): edits that wait because nothing more may be spent today
 * </ul>
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Embedded
 *     metric format specification</a>
 */
final class OutcomeMetrics {
  static final String NAMESPACE = "Retouch";

  private static final String BUDGET_SPENT = "budget_spent";
  private static final String FUNCTION = "function";
  private static final String COUNT = "Count";
  private static final String MILLISECONDS = "Milliseconds";

  private OutcomeMetrics() {}

  /** Adds the metrics to a line that holds {@code outcome}, {@code totalMs} and the other times. */
  static void add(ObjectNode fields, EditTrail trail, EditOutcome outcome, String function) {
    fields.put(FUNCTION, function);
    ObjectNode envelope = fields.putObject("_aws").put("Timestamp", trail.endMillis());
    ArrayNode directives = envelope.putArray("CloudWatchMetrics");
    metric(fields.put("edits", 1), directive(directives, FUNCTION, "outcome"), "edits", COUNT);

    ArrayNode metrics = directive(directives, FUNCTION);
    metric(fields, metrics, "totalMs", MILLISECONDS);
    if (fields.has("editMs")) {
      long own = fields.path("totalMs").asLong() - fields.path("editMs").asLong();
      metric(fields, metrics, "editMs", MILLISECONDS);
      metric(fields.put("ownMs", own), metrics, "ownMs", MILLISECONDS);
    }
    trail.cost().ifPresent(cost -> cost(fields, metrics, cost));
    if (trail.isMisconfigured()) {
      metric(fields.put("misconfigured", 1), metrics, "misconfigured", COUNT);
    }
    if (outcome instanceof Waiting waiting && BUDGET_SPENT.equals(waiting.code())) {
      metric(fields.put("budgetSpent", 1), metrics, "budgetSpent", COUNT);
    }
  }

  private static void cost(ObjectNode fields, ArrayNode metrics, Price cost) {
    fields.put("cost", cost.image());
    fields.put("currency", cost.currency());
    metric(fields, metrics, "cost", "None");
  }

  private static ArrayNode directive(ArrayNode directives, String... dimensions) {
    ObjectNode directive = directives.addObject().put("Namespace", NAMESPACE);
    ArrayNode set = directive.putArray("Dimensions").addArray();
    for (String dimension : dimensions) {
      set.add(dimension);
    }
    return directive.putArray("Metrics");
  }

  private static void metric(ObjectNode fields, ArrayNode metrics, String name, String unit) {
    if (!fields.has(name)) {
      throw new IllegalStateException("The line has no " + name + " to be measured.");
    }
    metrics.addObject().put("Name", name).put("Unit", unit);
  }
}
