package io.retouch.local;

import io.retouch.local.host.HostLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code infra/local/run}: edits one picture through the local cloud. */
@Command(
    name = "infra/local/run",
    header = "Edits one picture through the function that runs on AWS Lambda, on this machine.",
    synopsisHeading = "%nUsage: ",
    customSynopsis =
        "infra/local/run [--preset NAME] [--data DIR] [--time-limit SECONDS] [--verbose] PHOTO",
    descriptionHeading = "%n",
    description = {
      "Puts PHOTO into a bucket of a local object store, hands the upload's event to the real"
          + " function artifact, and prints the path of the edited picture.",
      "",
      "The artifact is functions/upload/target/function.zip: the native executable if it was built"
          + " (mvn package -Dnative), else the JVM build. What is missing or older than its sources"
          + " is built first.",
      "",
      "The edit is made by a stand-in on this machine: a filter, with the prompt written into the"
          + " picture. Nothing is sent anywhere. For real edits by StepFun, which cost money:",
      "",
      "  STEP_API_KEY=your-key infra/local/run photo.jpg",
      ""
    },
    optionListHeading = "%n",
    footerHeading = "%nPresets%n",
    footer = {
      "  infra/local/config/application.yaml; edit it, and run again. Nothing has to be built.",
      "",
      "Environment",
      "  STEP_API_KEY     key for the real API; without it the stand-in edits",
      "  STEP_BASE_URL    another server that speaks the same API, with STEP_API_KEY;",
      "                   default https://api.stepfun.com/v1",
      "  and every variable that the presets' file refers to",
      "",
      "Output",
      "  The path of the edited picture goes to standard output, everything else to standard error.",
      "",
      "Exit codes",
      "  0  the picture was edited",
      "  1  it was not: the last line says why",
      "  2  it was not tried: no such file, no such preset, a wrong option"
    },
    sortOptions = false)
public final class Run implements Callable<Integer> {
  private final Checkout checkout;
  private final Map<String, String> caller;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "PHOTO", description = "The picture: JPEG, PNG or WebP.")
  private Path photo = Path.of("");

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "What to do with it. Default: the first preset of the file.")
  private Optional<String> preset = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "Where the buckets lie, as the folders uploads and edited.",
        "Default: .retouch in this repository."
      })
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      converter = TimeLimit.class,
      description = "When the function is killed, as Lambda does; 1 to 900. Default: 60.")
  private Duration timeLimit = Duration.ofSeconds(60);

  @Option(
      names = {"-v", "--verbose"},
      description = "Show everything that the function logs.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text.")
  @SuppressWarnings("UnusedVariable") // picocli reads the annotation
  private boolean help;

  Run(Checkout checkout, Map<String, String> caller) {
    this.checkout = checkout;
    this.caller = caller;
  }

  /** Ends the JVM with the exit code that the help text describes. */
  public static void main(String[] arguments) {
    Checkout checkout = new Checkout(Path.of(System.getProperty("retouch.root", "")));
    System.exit(commandLine(checkout, System.getenv()).execute(arguments));
  }

  static CommandLine commandLine(Checkout checkout, Map<String, String> caller) {
    return new CommandLine(new Run(checkout, caller))
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler(Run::refuse)
        .setExecutionExceptionHandler(Run::explain);
  }

  @Override
  public Integer call() throws InterruptedException {
    new Trial(
            checkout,
            data.orElseGet(checkout::data),
            HostLimits.of(timeLimit),
            caller,
            console(spec.commandLine()),
            verbose)
        .edit(photo, preset);
    return ExitCode.OK;
  }

  private static Console console(CommandLine commandLine) {
    return new Console(commandLine.getOut(), commandLine.getErr());
  }

  private static int refuse(ParameterException failure, String[] arguments) {
    String message = Objects.requireNonNullElse(failure.getMessage(), "That is not understood");
    console(failure.getCommandLine())
        .say(message + (message.endsWith(".") ? "" : ".") + " See infra/local/run --help.");
    return RunException.USAGE;
  }

  private static int explain(Exception failure, CommandLine commandLine, ParseResult parsed)
      throws Exception {
    if (!(failure instanceof RunException run)) {
      throw failure;
    }
    Console console = console(commandLine);
    run.log().forEach(console::functionLine);
    console.say(run.sentence());
    return run.exitCode();
  }

  /** Whole seconds within what Lambda allows: 1 to 900. */
  static final class TimeLimit implements ITypeConverter<Duration> {
    private static final String SECONDS = "[1-9][0-9]{0,2}";
    private static final int LONGEST = 900;

    @Override
    public Duration convert(String text) {
      if (!text.matches(SECONDS) || Integer.parseInt(text) > LONGEST) {
        throw new TypeConversionException("write 1 to 900 seconds instead of " + text);
      }
      return Duration.ofSeconds(Integer.parseInt(text));
    }
  }
}
