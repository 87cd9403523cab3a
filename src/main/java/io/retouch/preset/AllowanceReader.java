package io.retouch.preset;

import io.retouch.preset.RetouchConfig.AllowanceConfig;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Holds what all processes together would do against what the account may do, so that a deployment
 * does not start that would be throttled for most of its time.
 */
final class AllowanceReader {
  static final String PROCESSES = "retouch.limits.processes";

  private static final Set<String> STEPFUN = Set.of("api.stepfun.com", "api.stepfun.ai");

  /** StepFun's lowest tier, V0. */
  private static final int STEPFUN_CONCURRENCY = 5;

  private static final int STEPFUN_REQUESTS = 100;

  private final Problems problems;
  private final Values values;
  private final int processes;

  AllowanceReader(Problems problems, int processes) {
    this.problems = problems;
    this.values = new Values(problems);
    this.processes = processes;
  }

  /** Checks one provider's numbers, which are right by themselves. */
  void check(
      String path, AllowanceConfig config, URI baseUrl, int concurrency, int requestsPerMinute) {
    boolean stepFun =
        STEPFUN.contains(
            Optional.ofNullable(baseUrl.getHost()).orElse("").toLowerCase(Locale.ROOT));
    check(
        path,
        ".concurrency",
        concurrency,
        config.concurrency(),
        stepFun ? STEPFUN_CONCURRENCY : Integer.MAX_VALUE);
    check(
        path,
        ".requests-per-minute",
        requestsPerMinute,
        config.requestsPerMinute(),
        stepFun ? STEPFUN_REQUESTS : Integer.MAX_VALUE);
  }

  private void check(
      String path, String name, int wanted, Optional<String> configured, int otherwise) {
    String allowance = path + ".allowance" + name;
    int allowed = values.integer(allowance, configured, otherwise, 1, 1_000_000);
    boolean judged = !problems.has(path + name) && !problems.has(allowance);
    if (!judged || (long) wanted * processes <= allowed) {
      return;
    }
    String account =
        configured.isPresent()
            ? allowance + " is %d".formatted(allowed)
            : "StepFun's tier V0 allows %d; if your account allows more, write that to %s"
                .formatted(allowed, allowance);
    problems.add(
        path + name,
        processes == 1
            ? "%d is more than the account allows: %s.".formatted(wanted, account)
            : "%d in each of %d processes (%s) is more than the account allows: %s."
                .formatted(wanted, processes, PROCESSES, account));
  }
}
