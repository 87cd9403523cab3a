package io.retouch.aws;

import io.retouch.aws.artifact.FunctionZip;
import io.retouch.aws.config.ApplicationConfig;
import io.retouch.aws.config.ApplicationConfig.EditApi;
import io.retouch.aws.config.ApplicationConfig.Limits;
import io.retouch.aws.config.ApplicationConfigFile;
import io.retouch.aws.stack.Sizes;
import io.retouch.aws.stage.Http;
import io.retouch.aws.stage.Stage;
import io.retouch.aws.stage.Stage.Allowance;
import io.retouch.aws.stage.Stage.FunctionRuntime;
import io.retouch.aws.stage.StageFile;
import io.retouch.aws.yaml.InvalidStageException;
import io.retouch.aws.yaml.Problems;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that is known before a stack is made, and checked against each other.
 *
 * @param stage the stage's settings
 * @param config what is deployed as the application's configuration
 * @param function the built function
 * @param http the built HTTP function, where the stage has one
 * @param sizes of the functions
 */
public record Plan(
    Stage stage,
    ApplicationConfig config,
    FunctionZip function,
    Optional<FunctionZip> http,
    Sizes sizes) {
  /** The folder of the functions {@code upload} and {@code operate}. */
  static final String UPLOAD = "functions/upload";

  /** The folder of the HTTP function. */
  static final String HTTP = "functions/http";

  /**
   * Event notification configurations a bucket (Amazon S3 User Guide, "Event notification types").
   */
  private static final int MOST_NOTIFICATIONS = 100;

  /**
   * Letters of an event pattern (Amazon EventBridge quotas), less what stands around the prefixes.
   */
  private static final int MOST_PATTERN = 2048 - 256;

  public Plan {
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(function, "function");
    Objects.requireNonNull(http, "http");
    Objects.requireNonNull(sizes, "sizes");
  }

  /**
   * Plans a stage.
   *
   * @param httpZip looked at only where the stage has the HTTP function
   * @throws InvalidStageException if anything is wrong, with all of it
   */
  public static Plan of(Path stageFile, Path functionZip, Path httpZip) {
    Problems problems = new Problems();
    Stage stage = StageFile.read(stageFile, problems);
    ApplicationConfig config = ApplicationConfigFile.read(stage, problems);
    Optional<FunctionZip> function = FunctionZip.open(functionZip, UPLOAD, stage, problems);
    Optional<FunctionZip> http =
        stage.http().flatMap(wanted -> FunctionZip.open(httpZip, HTTP, stage, problems));
    Sizes sizes = sizes(stage, config, problems);
    config.providers().forEach(provider -> checkAllowance(stage, config, provider, problems));
    checkPrefixes(stage, config, problems);
    problems.throwIfAny();
    return new Plan(stage, config, function.orElseThrow(), http, sizes);
  }

  private static Sizes sizes(Stage stage, ApplicationConfig config, Problems problems) {
    boolean java = stage.function().runtime() == FunctionRuntime.JAVA25;
    Limits limits = config.limits();
    Sizes least = Sizes.least(java, limits);
    Sizes usual = Sizes.usual(java, limits);
    int memory = stage.function().memoryMegabytes().orElse(usual.memoryMegabytes());
    int temporary = stage.function().temporaryMegabytes().orElse(usual.temporaryMegabytes());
    checkDecoding(stage, "memory", memory, limits, problems);
    stage
        .http()
        .ifPresent(
            http -> checkDecoding(stage, "http.memory", http.memoryMegabytes(), limits, problems));
    if (memory < least.memoryMegabytes()) {
      problems.add(
          "%s.yaml: memory is %d, but %d pictures side by side need %d; write that, or lower limits.side-by-side."
              .formatted(stage.name(), memory, limits.sideBySide(), least.memoryMegabytes()));
    }
    if (least.temporaryMegabytes() > Sizes.MOST_TEMPORARY) {
      problems.add(
          "%s: limits need %d MB of temporary files, and Lambda has at most %d; lower source-bytes, result-bytes or side-by-side."
              .formatted(
                  stage.config().getFileName(), least.temporaryMegabytes(), Sizes.MOST_TEMPORARY));
    } else if (temporary < least.temporaryMegabytes()) {
      problems.add(
          "%s.yaml: temporary-storage is %d, but the configured limits need %d; write that, or remove it."
              .formatted(stage.name(), temporary, least.temporaryMegabytes()));
    }
    return new Sizes(memory, temporary);
  }

  private static void checkDecoding(
      Stage stage, String name, int memory, Limits limits, Problems problems) {
    if (limits.decoding() && memory < Sizes.DECODING) {
      problems.add(
          "%s.yaml: %s is %d, but decoding large pictures needs %d; write that, or let presets send pictures as they are (orientation: keep, and nothing that fits, converts or scales them)."
              .formatted(stage.name(), name, memory, Sizes.DECODING));
    }
  }

  private static void checkAllowance(
      Stage stage, ApplicationConfig config, EditApi provider, Problems problems) {
    Allowance allowance = stage.allowance(provider.name());
    int invocations = stage.function().concurrency();
    int each = Math.min(config.limits().sideBySide(), provider.concurrency());
    // A request is one edit.
    int requests = stage.http().map(Http::concurrency).orElse(0);
    String more = requests == 0 ? "" : " and %d of the HTTP function".formatted(requests);
    String lower = requests == 0 ? "concurrency" : "concurrency, http.concurrency";
    long sideBySide = (long) invocations * each + requests;
    if (sideBySide > allowance.sideBySide()) {
      problems.add(
          "%s.yaml: %d invocations with %d calls side by side%s make %d, and the account at %s may make %d; lower %s, limits.side-by-side, or raise allowances.%s.side-by-side if the account may do more."
              .formatted(
                  stage.name(),
                  invocations,
                  each,
                  more,
                  sideBySide,
                  provider.name(),
                  allowance.sideBySide(),
                  lower,
                  provider.name()));
    }
    long calls = (long) (invocations + requests) * provider.requestsPerMinute();
    if (calls > allowance.requestsPerMinute()) {
      problems.add(
          "%s.yaml: %d invocations%s with %d calls a minute make %d, and the account at %s may make %d; lower %s, providers.%s.requests-per-minute, or raise allowances.%s.requests-per-minute if the account may do more."
              .formatted(
                  stage.name(),
                  invocations,
                  more,
                  provider.requestsPerMinute(),
                  calls,
                  provider.name(),
                  allowance.requestsPerMinute(),
                  lower,
                  provider.name(),
                  provider.name()));
    }
  }

  private static void checkPrefixes(Stage stage, ApplicationConfig config, Problems problems) {
    int count = config.sourcePrefixes().size();
    int letters = config.sourcePrefixes().stream().mapToInt(prefix -> prefix.length() + 14).sum();
    boolean existing = stage.data().uploadBucket().isPresent();
    if (existing ? letters > MOST_PATTERN : count > MOST_NOTIFICATIONS) {
      problems.add(
          "%s: the presets' %d prefixes are more than %s takes; put them under a common one."
              .formatted(
                  stage.config().getFileName(),
                  count,
                  existing ? "an EventBridge rule" : "a bucket"));
    }
  }
}
