package io.retouch.local.chaos;

import io.retouch.local.host.FunctionArtifact;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code infra/local/chaos}. */
@Command(
    name = "infra/local/chaos",
    header = "Proves that Retouch pays once and loses nothing, while everything around it breaks.",
    synopsisHeading = "%nUsage: ",
    customSynopsis = "infra/local/chaos [--events N] [--seed S] [--functions N] [--time SECONDS]",
    descriptionHeading = "%n",
    description = {
      "Sends upload events through the local cloud and the real function artifact: duplicates, late and"
          + " simultaneous ones, pictures that are overwritten with something else and back again."
          + " Meanwhile processes are killed and stopped, at random and right at their calls, and the"
          + " edit API, the object store, the table and the queue fail, hang, cut their answers off, or do"
          + " what was asked and lose the answer.",
      "",
      "In the end nothing breaks any more, everything comes to rest, and the buckets, the queues, the"
          + " ledger's table and the edit API's bill are compared.",
      ""
    },
    optionListHeading = "%n",
    footerHeading = "%nExit codes%n",
    footer = {
      "  0  every rule held",
      "  1  a rule was broken: which one, with the story of the picture that broke it",
      "  2  nothing was tried: a wrong option, no artifact"
    },
    sortOptions = false)
public final class Chaos implements Callable<Integer> {
  private static final int BROKEN = 1;
  private static final int USAGE = 2;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--events",
      paramLabel = "N",
      description =
          "How many events, 10 to 100000, of two pictures for five of them. Default: 500.")
  private int events = 500;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = {
        "Draws the events and the faults. How processes and threads interleave is not drawn, so that a",
        "run is not repeated to the letter. Default: 1."
      })
  private long seed = 1;

  @Option(
      names = "--functions",
      paramLabel = "N",
      description = "How many processes the function may have, 1 to 100. Default: 3.")
  private int functions = 3;

  @Option(
      names = "--time",
      paramLabel = "SECONDS",
      description = "What the whole run may take. Default: 180, and 1.5 more for each event.")
  private Optional<Integer> time = Optional.empty();

  @Option(
      names = {"-v", "--verbose"},
      description = "Show everything that the functions log.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this.")
  @SuppressWarnings("UnusedVariable") // picocli writes and reads it
  private boolean help;

  /** Runs the command. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Chaos()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    ChaosPlan plan;
    FunctionArtifact artifact;
    try {
      Duration limit = time.map(Duration::ofSeconds).orElse(ChaosPlan.usualLimit(events));
      plan = new ChaosPlan(events, seed, functions, limit);
      artifact = artifact(Path.of(System.getProperty("retouch.root", ".")));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      print(err, "The function's artifact cannot be read; build functions/upload: " + e);
      return USAGE;
    }
    ChaosRun run =
        new ChaosRun(
            plan,
            artifact,
            line -> print(err, line),
            (process, line) -> {
              if (verbose) {
                print(err, "  | [" + process + "] " + line);
              }
            });
    Verdict verdict = run.run();
    print(
        out,
        "function          " + (artifact.kind() == FunctionArtifact.Kind.JVM ? "JVM" : "native"));
    verdict.summary().forEach(line -> print(out, line));
    verdict.complaints().forEach(line -> print(out, line));
    print(out, verdict.holds() ? "Every rule held." : "A rule was broken.");
    return verdict.holds() ? CommandLine.ExitCode.OK : BROKEN;
  }

  /**
   * The artifact that the build has made.
   *
   * @throws IOException if there is none
   */
  static FunctionArtifact artifact(Path root) throws IOException {
    return FunctionArtifact.open(
        root.resolve("functions/upload/target/function.zip"),
        FunctionArtifact.FUNQY_HANDLER,
        root.resolve("infra/local/target/ric"));
  }

  private static void print(PrintWriter writer, String line) {
    synchronized (writer) {
      writer.println(line);
      writer.flush();
    }
  }
}
