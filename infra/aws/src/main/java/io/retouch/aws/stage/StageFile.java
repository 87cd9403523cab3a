package io.retouch.aws.stage;

import io.retouch.aws.stage.Stage.Allowance;
import io.retouch.aws.stage.Stage.Data;
import io.retouch.aws.stage.Stage.Function;
import io.retouch.aws.stage.Stage.FunctionRuntime;
import io.retouch.aws.stage.Stage.GitHub;
import io.retouch.aws.stage.Stage.Watch;
import io.retouch.aws.yaml.Problems;
import io.retouch.aws.yaml.Section;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads the file of a stage, {@code stages/NAME.yaml}. */
public final class StageFile {
  /** CloudWatch Logs API, PutRetentionPolicy, retentionInDays; up to ten years. */
  static final List<Integer> LOG_DAYS =
      List.of(
          1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
          2922, 3288, 3653);

  private static final String BUCKET = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";
  private static final String TABLE = "[A-Za-z0-9_.-]{3,255}";
  private static final String KEY_ARN = "arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+";
  private static final String EMAIL = "[^@\\s]+@[^@\\s]+\\.[^@\\s]+";
  static final String PARAMETER = "/?[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*";
  private static final String REPOSITORY = "[A-Za-z0-9-]+/[A-Za-z0-9_.-]+";
  private static final String ENVIRONMENT = "[A-Za-z0-9_-]{1,100}";
  private static final String VARIABLE = "[A-Z][A-Z0-9_]*";

  private final Path file;
  private final Problems problems;

  private StageFile(Path file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Reads a stage; what is wrong becomes a problem, and the default takes its place. */
  public static Stage read(Path file, Problems problems) {
    return new StageFile(file, problems).read();
  }

  private Stage read() {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.yaml$", "");
    if (!name.matches("[a-z][a-z0-9-]{0,19}")) {
      problems.add(
          "%s is no name of a stage; write at most 20 of a-z, 0-9 and -, a letter first."
              .formatted(name));
    }
    Section section = Section.read(file, problems);
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Function function = function(section);
    String apiKeyParameter =
        section
            .text(
                "api-key-parameter",
                PARAMETER,
                "is no name of an SSM parameter; write one as in /retouch/prod/api-key.")
            .orElse("/retouch/" + name + "/api-key");
    Stage stage =
        new Stage(
            name,
            folder.resolve(section.text("config").orElse("../config/application.yaml")).normalize(),
            data(section),
            function,
            Http.read(section.section("http"), function, apiKeyParameter),
            watch(section),
            allowances(section.section("allowances")),
            apiKeyParameter,
            environment(section.section("environment")),
            github(section.section("github"), name));
    section.refuseOthers();
    return stage;
  }

  private static Data data(Section section) {
    String bucket =
        "is no name of a bucket; write that of an existing bucket, or remove it to get a new one.";
    String table =
        "is no name of a table; write that of an existing table, or remove it to get a new one.";
    return new Data(
        section.text("upload-bucket", BUCKET, bucket),
        section.text("output-bucket", BUCKET, bucket),
        section.text("ledger-table", TABLE, table),
        section.text(
            "kms-key",
            KEY_ARN,
            "is no key's ARN; write one as in arn:aws:kms:eu-central-1:111122223333:key/1234abcd, or remove it."));
  }

  private static Function function(Section section) {
    return new Function(
        section
            .choice(
                "runtime",
                Map.of("native", FunctionRuntime.NATIVE, "java25", FunctionRuntime.JAVA25))
            .orElse(FunctionRuntime.NATIVE),
        section.choice("architecture", Architecture.words()),
        section.integer("memory", 128, 10240),
        section.integer("temporary-storage", 512, 10240),
        section.integer("time-limit", 30, 900).orElse(60),
        section.integer("concurrency", 2, 1000).orElse(2),
        section.integer("batch-window", 0, 300).orElse(1));
  }

  private static Watch watch(Section section) {
    Optional<Integer> days = section.integer("log-days", 1, 3653);
    if (days.isPresent() && !LOG_DAYS.contains(days.get())) {
      section.problem("log-days", "is %d; write one of %s.".formatted(days.get(), LOG_DAYS));
    }
    return new Watch(
        section.text("alarm-email", EMAIL, "is no e-mail address; write one, or remove it."),
        section.integer("rejection-percent", 1, 100).orElse(20),
        days.filter(LOG_DAYS::contains).orElse(30));
  }

  private static Map<String, Allowance> allowances(Section section) {
    Map<String, Allowance> allowances = new LinkedHashMap<>();
    section
        .sections()
        .forEach(
            (provider, values) -> {
              allowances.put(
                  provider,
                  new Allowance(
                      values
                          .integer("side-by-side", 2, 1_000_000)
                          .orElse(Allowance.DEFAULT.sideBySide()),
                      values
                          .integer("requests-per-minute", 2, 1_000_000)
                          .orElse(Allowance.DEFAULT.requestsPerMinute())));
              values.refuseOthers();
            });
    return allowances;
  }

  private static Optional<GitHub> github(Section section, String stage) {
    Optional<String> repository =
        section.text("repository", REPOSITORY, "is no repository; write one as in owner/name.");
    String environment =
        section
            .text("environment", ENVIRONMENT, "is no environment's name; write one as in staging.")
            .orElse(stage);
    boolean makesProvider =
        section.choice("provider", Map.of("new", true, "existing", false)).orElse(false);
    section.refuseOthers();
    return repository.map(name -> new GitHub(name, environment, makesProvider));
  }

  private static Map<String, String> environment(Section section) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String name : section.names()) {
      if (!name.matches(VARIABLE) || name.startsWith("AWS_")) {
        section.problem(
            name, "cannot be set; write a name of A-Z, 0-9 and _ that does not begin with AWS_.");
      } else if (name.matches(".*(_KEY|SECRET|TOKEN|PASSWORD).*") && !name.endsWith("_PARAMETER")) {
        section.problem(
            name,
            "sounds like a secret, which anybody who may look at the function could read; put it into SSM.");
      } else {
        section.text(name).ifPresent(value -> environment.put(name, value));
      }
    }
    return environment;
  }
}
