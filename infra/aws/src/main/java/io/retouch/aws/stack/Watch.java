package io.retouch.aws.stack;

import io.retouch.aws.stage.Stage;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.sns.Subscription;
import software.amazon.awscdk.services.sns.SubscriptionProtocol;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** Alarms, each of which asks somebody to do something, and the topic that they go to. */
final class Watch extends Construct {
  private static final Duration OFTEN = Duration.minutes(5);

  /**
   * What waits comes back after a quarter of an hour: the alarm lasts from one time to the next.
   */
  private static final Duration HALF_HOUR = Duration.minutes(30);

  private static final int OLD_SECONDS = 3 * 24 * 3600;

  /** Fewer pictures an hour make no rate. */
  private static final int PICTURES_OF_A_RATE = 5;

  private final Topic topic;
  private final Dashboard dashboard;

  Watch(Construct scope, Stage stage, Uploads uploads, Functions functions) {
    super(scope, "Watch");
    this.topic = topic();
    stage.watch().email().ifPresent(this::mail);
    queues(uploads);
    functions(functions);
    Measures measures = new Measures(functions.upload());
    outcomes(measures);
    rejections(measures, stage.watch().rejectionPercent());
    this.dashboard = new Panels(measures, uploads).dashboard(this, stage.name());
  }

  private Topic topic() {
    // With a policy of its own a topic has no default one, so that alarms need their place in it.
    Topic made = Topic.Builder.create(this, "Alarms").enforceSsl(true).build();
    made.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .sid("AlarmsOfThisAccount")
            .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
            .actions(List.of("sns:Publish"))
            .resources(List.of(made.getTopicArn()))
            .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
            .build());
    return made;
  }

  private void mail(String address) {
    Subscription mail =
        Subscription.Builder.create(this, "Mail")
            .topic(topic)
            .protocol(SubscriptionProtocol.EMAIL)
            .endpoint(address)
            .build();
    Known.at(
        mail,
        "Serverless-SNSRedrivePolicy",
        "A mail that is lost is no loss: the alarm stays in its state, and the dashboard shows it.");
  }

  Dashboard dashboard() {
    return dashboard;
  }

  private void queues(Uploads uploads) {
    alarm(
        "DeadLetters",
        "Uploads could not be taken 30 times; see the runbook, Redrive.",
        visible(uploads.deadLetters()),
        0);
    alarm(
        "Undelivered",
        "Announcements reached no queue, or invocations without one failed; see the runbook, Redrive.",
        visible(uploads.undelivered()),
        0);
    alarm(
        "OldMessages",
        "Uploads wait for more than three days, and are lost after 14.",
        uploads.queue().metricApproximateAgeOfOldestMessage(often("Maximum")),
        OLD_SECONDS);
  }

  private void functions(Functions functions) {
    alarm(
        "Errors",
        "Invocations failed; look for ERROR in the function's log.",
        functions.upload().metricErrors(often("Sum")),
        0);
    alarm(
        "Throttles",
        "The account's concurrency is used up; raise its limit, or lower the stage's concurrency.",
        functions.upload().metricThrottles(often("Sum")),
        0);
  }

  /** Watches the HTTP function too. */
  void addHttp(Function http) {
    alarm(
        "HttpErrors",
        "Requests ended without an answer; look for ERROR in the HTTP function's log.",
        http.metricErrors(often("Sum")),
        0);
    alarm(
        "HttpThrottles",
        "Requests were turned away; raise http.concurrency, within the provider's allowance.",
        http.metricThrottles(often("Sum")),
        0);
    alarm(
        "HttpServerErrors",
        "Requests were answered with 5xx; their codes and the HTTP function's log say why.",
        http.metric("Url5xxCount", often("Sum")),
        0);
  }

  private void outcomes(Measures measures) {
    alarm(
        "Misconfigured",
        "The provider refuses the key, the account or the configuration; every picture waits.",
        measures.sum("misconfigured", HALF_HOUR),
        0);
    alarm(
        "BudgetSpent",
        "The day's budget is spent; pictures wait until the next UTC day.",
        measures.sum("budgetSpent", HALF_HOUR),
        0);
    alarm(
        "Parked",
        "Edits may have been paid for without a result; their reports say more.",
        measures.edits("parked", OFTEN),
        0);
  }

  private void rejections(Measures measures, int percent) {
    Duration hour = Duration.hours(1);
    IMetric rate =
        MathExpression.Builder.create()
            .expression(
                "IF(FILL(e, 0) + FILL(r, 0) >= %d, 100 * FILL(r, 0) / (FILL(e, 0) + FILL(r, 0)), 0)"
                    .formatted(PICTURES_OF_A_RATE))
            .usingMetrics(
                Map.of("e", measures.edits("edited", hour), "r", measures.edits("rejected", hour)))
            .label("rejected, % of an hour's pictures")
            .period(hour)
            .build();
    alarm(
        "Rejections",
        "More pictures than usual cannot be edited; their reports say why.",
        rate,
        percent);
  }

  private static IMetric visible(Queue queue) {
    return queue.metricApproximateNumberOfMessagesVisible(often("Maximum"));
  }

  private static MetricOptions often(String statistic) {
    return MetricOptions.builder().statistic(statistic).period(OFTEN).build();
  }

  private void alarm(String id, String description, IMetric metric, int most) {
    Alarm alarm =
        Alarm.Builder.create(this, id)
            .alarmDescription(description)
            .metric(metric)
            .threshold(most)
            .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
            .evaluationPeriods(1)
            .treatMissingData(TreatMissingData.NOT_BREACHING)
            .build();
    SnsAction mail = new SnsAction(topic);
    alarm.addAlarmAction(mail);
    alarm.addOkAction(mail);
  }
}
