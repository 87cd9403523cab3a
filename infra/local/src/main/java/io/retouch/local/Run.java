package io.retouch.local;

import io.retouch.local.cloud.CloudException;
import io.retouch.local.host.HostLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command {@code infra/local/run}: the local cloud, or some pictures through it. */
@Command(
    name = "infra/local/run",
    header = "The function that runs on AWS Lambda, and the cloud around it, on this machine.",
    synopsisHeading = "%nUsage: ",
    customSynopsis = {
      "infra/local/run [OPTION]...            stays up and edits whatever is uploaded",
      "       infra/local/run [OPTION]... PHOTO...   edits these pictures and ends"
    },
    descriptionHeading = "%n",
    description = {
      "Without a PHOTO: starts an object store, a queue with its dead-letter queue, the real"
          + " function artifact in several processes, and a page that shows every picture before"
          + " and after. Pictures come in by any S3 client, or as files dropped into the upload"
          + " folder; what to type is printed at the start. Ctrl-C stops it; the next start goes on"
          + " with what was not done.",
      "",
      "With one: sends it through the same cloud, and prints the path of the edited picture.",
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
      "  The paths of edited pictures, or the table of edits, go to standard output, everything"
          + " else",
      "  to standard error.",
      "",
      "Exit codes",
      "  0  every picture was edited; or the cloud was stopped by Ctrl-C or SIGTERM",
      "  1  a picture was not edited: the last line says why",
      "  2  nothing was tried: no such file, no such preset, a wrong option, a port that is taken"
    },
    sortOptions = false)
public final class Run implements Callable<Integer> {
  private final Checkout checkout;
  private final Map<String, String> caller;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "PHOTO", description = "Pictures: JPEG, PNG or WebP.")
  private List<Path> photos = List.of();

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "What to do with the PHOTO. Default: the first preset of the file.")
  private Optional<String> preset = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "Where the buckets lie, as the folders uploads and edited, and the queue.",
        "Default: .retouch in this repository."
      })
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--s3-port",
      paramLabel = "PORT",
      converter = RunOptions.Port.class,
      description = "Where the object store listens. Default: any free port.")
  private int s3Port;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      converter = RunOptions.Port.class,
      description = "Where the page is served. Default: any free port.")
  private Optional<Integer> httpPort = Optional.empty();

  @Option(names = "--open", description = "Show the page in a browser.")
  private boolean open;

  @Option(
      names = "--functions",
      paramLabel = "N",
      converter = RunOptions.Functions.class,
      description = "How many processes the function may have; 1 to 100. Default: 2.")
  private int functions = 2;

  @Option(
      names = "--edit-api",
      paramLabel = "URL",
      converter = RunOptions.Server.class,
      description = {
        "Another server that speaks the API, as the base URL that /images/edits is appended to.",
        "Default: the stand-in, or StepFun if STEP_API_KEY is set."
      })
  private Optional<URI> editApi = Optional.empty();

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      converter = RunOptions.TimeLimit.class,
      description = "When the function is killed, as Lambda does; 1 to 900. Default: 60.")
  private Duration timeLimit = Duration.ofSeconds(60);

  @Option(
      names = {"-v", "--verbose"},
      description = "Show everything that the functions log.")
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
    Console console = console(spec.commandLine());
    FunctionLines lines =
        new FunctionLines(verbose ? Optional.of(console::functionLine) : Optional.empty());
    if (photos.isEmpty()) {
      stay(console, lines);
    } else {
      edit(console, lines);
    }
    return ExitCode.OK;
  }

  private void stay(Console console, FunctionLines lines) throws InterruptedException {
    if (preset.isPresent()) {
      throw RunException.usage(
          "--preset is for a PHOTO; of what is uploaded, the key says which preset edits it.");
    }
    new Stay(workshop(), console, lines).serve(httpPort.orElse(0), open);
  }

  private void edit(Console console, FunctionLines lines) throws InterruptedException {
    if (open || httpPort.isPresent()) {
      throw RunException.usage(
          "--http-port and --open are for the cloud that stays up; leave them or the PHOTO out.");
    }
    List<Photo> found = photos.stream().map(Photo::at).toList();
    Workshop workshop = workshop();
    LocalPreset chosen = preset.map(workshop.presets()::named).orElseGet(workshop.presets()::first);
    new Trial(workshop, console, lines).edit(found, chosen);
  }

  private Workshop workshop() {
    return new Workshop(
        checkout,
        PresetFile.read(checkout.presets()),
        data.orElseGet(checkout::data),
        editApi,
        caller,
        HostLimits.of(timeLimit),
        settings ->
            settings.limits(HostLimits.of(timeLimit)).functions(functions).storePort(s3Port));
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
    Console console = console(commandLine);
    if (failure instanceof CloudException) {
      console.say(String.valueOf(failure.getMessage()));
      return RunException.USAGE;
    }
    if (!(failure instanceof RunException run)) {
      throw failure;
    }
    run.log().forEach(console::functionLine);
    console.say(run.sentence());
    return run.exitCode();
  }
}
