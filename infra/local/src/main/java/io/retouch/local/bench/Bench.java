package io.retouch.local.bench;

import io.retouch.local.bench.BenchPlan.Subject;
import io.retouch.local.host.FunctionArtifact;
import io.retouch.local.host.HostLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code infra/local/bench}. */
@Command(
    name = "infra/local/bench",
    description = {
      "",
      "Measures the upload function as an executable and on a JVM, against local servers in memory",
      "and over plain HTTP, and as the floor the same requests replayed over plain sockets. Prints",
      "medians with the tenth and the ninetieth percentile, and writes bench.json and bench.svg.",
      "Compares nothing when an edit failed, or when a result is not what the edit API made, to its",
      "last byte. Needs Linux. On a machine that others use the figures say little.",
      ""
    },
    footer = {
      "",
      "Exit codes",
      "  0  everything was measured",
      "  1  an edit failed or was wrong: the last lines say which",
      "  2  nothing was measured: a wrong option, or no build of the function"
    },
    sortOptions = false)
public final class Bench implements Callable<Integer> {
  private static final long SEED = 20_261_120;
  private static final Duration TIME_LIMIT = Duration.ofSeconds(60);

  private final Path root;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--native",
      paramLabel = "ZIP",
      description = "The function with an executable. Default: what lies under functions/upload.")
  private Optional<Path> nativeZip = Optional.empty();

  @Option(
      names = "--jvm",
      paramLabel = "ZIP",
      description = "The function's JVM build. Default: the one that infra/local/bench builds.")
  private Optional<Path> jvmZip = Optional.empty();

  @Option(
      names = "--only",
      paramLabel = "SUBJECT",
      split = ",",
      description = {
        "cold, warm, memory, sizes, batches, steps, network (TLS, and servers that are 1 and 20 ms",
        "away); several with commas. Default: all."
      })
  private Set<Subject> only = EnumSet.allOf(Subject.class);

  @Option(names = "--quick", description = "Everything once or twice, to see that it works.")
  private boolean quick;

  @Option(
      names = "--starts",
      paramLabel = "N",
      description = "Cold starts of each contestant and scene. Default: 20.")
  private Optional<Integer> starts = Optional.empty();

  @Option(
      names = "--edits",
      paramLabel = "N",
      description = "Warm edits of each contestant and scene. Default: 100.")
  private Optional<Integer> edits = Optional.empty();

  @Option(
      names = "--memory",
      paramLabel = "MB",
      description = "What the function is given, 128 to 10240. Default: 512.")
  private int memory = 512;

  @Option(names = "--seed", description = "Of the pictures' noise.")
  private long seed = SEED;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where bench.json and bench.svg go. Default: bench in the working directory.")
  private Path out = Path.of("bench");

  @Option(names = "--markdown", description = "Print the table as Markdown.")
  private boolean markdown;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text.")
  @SuppressWarnings("UnusedVariable") // picocli reads the annotation
  private boolean help;

  Bench(Path root) {
    this.root = root;
  }

  /** Ends the JVM with the exit code that the help text describes. */
  public static void main(String[] arguments) {
    System.exit(commandLine(Path.of(System.getProperty("retouch.root", ""))).execute(arguments));
  }

  static CommandLine commandLine(Path root) {
    return new CommandLine(new Bench(root))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler(
            (failure, arguments) -> {
              String message = Objects.requireNonNullElse(failure.getMessage(), "");
              failure.getCommandLine().getErr().println(message + " See infra/local/bench --help.");
              return ExitCode.USAGE;
            })
        .setExecutionExceptionHandler(
            (failure, commandLine, parsed) -> {
              if (!(failure instanceof BenchException)) {
                throw failure;
              }
              commandLine.getErr().println(failure.getMessage());
              return ExitCode.SOFTWARE;
            });
  }

  @Override
  public Integer call() throws InterruptedException {
    // Without it the Runtime API and the edit API answer 40 ms late.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    BenchPlan plan = plan();
    HostLimits limits = limits();
    List<FunctionArtifact> artifacts = artifacts();
    Machine machine = Machine.here();
    List<String> notes = BenchNotes.of(machine, artifacts, plan);
    Findings findings = new Findings();
    Path configuration = configuration();
    try (BenchServers servers = new BenchServers()) {
      Contestants contestants =
          new Contestants(servers, artifacts, configuration, limits, new NoisePictures(seed));
      new Measurements(contestants, plan, findings, this::say).run();
    } finally {
      delete(configuration);
    }
    Report report = new Report(machine, seed, memory, notes, findings.all());
    write(report);
    print(markdown ? ReportText.markdown(report) : ReportText.columns(report));
    return ExitCode.OK;
  }

  private BenchPlan plan() {
    BenchPlan plan = (quick ? BenchPlan.quick() : BenchPlan.full()).only(only);
    if (starts.isPresent()) {
      plan = plan.withStarts(positive("--starts", starts.get()));
    }
    return edits.isPresent() ? plan.withEdits(positive("--edits", edits.get())) : plan;
  }

  private int positive(String option, int value) {
    if (value < 1) {
      throw refused(option + " has to be at least 1.");
    }
    return value;
  }

  private HostLimits limits() {
    try {
      return new HostLimits(TIME_LIMIT, TIME_LIMIT, memory);
    } catch (IllegalArgumentException e) {
      throw refused("--memory: " + e.getMessage());
    }
  }

  private ParameterException refused(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  private List<FunctionArtifact> artifacts() {
    try {
      return new BenchArtifacts(root, nativeZip, jvmZip).find();
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private static Path configuration() {
    try {
      return Files.writeString(Files.createTempFile("retouch-bench-", ".yaml"), BenchPresets.YAML);
    } catch (IOException e) {
      throw new UncheckedIOException("The configuration cannot be written.", e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + file + " cannot be deleted.", e);
    }
  }

  private void write(Report report) {
    try {
      Files.createDirectories(out);
      Files.writeString(out.resolve("bench.json"), ReportJson.of(report));
      Files.writeString(out.resolve("bench.svg"), SvgChart.of(report));
      say("Written: " + out.resolve("bench.json") + ", " + out.resolve("bench.svg"));
    } catch (IOException e) {
      throw new UncheckedIOException("The results cannot be written to " + out + ".", e);
    }
  }

  private void print(List<String> lines) {
    PrintWriter writer = spec.commandLine().getOut();
    lines.forEach(writer::println);
    writer.flush();
  }

  private void say(String line) {
    PrintWriter writer = spec.commandLine().getErr();
    writer.println(line);
    writer.flush();
  }
}
