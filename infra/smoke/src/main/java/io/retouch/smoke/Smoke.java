package io.retouch.smoke;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The command behind {@code infra/aws/smoke}. Where S3 and Lambda are, and as whom they are called,
 * comes from the SDK's usual variables, {@code AWS_ENDPOINT_URL_S3} and {@code
 * AWS_ENDPOINT_URL_LAMBDA} among them.
 */
@Command(
    name = "smoke",
    description = "Sends one picture through a deployment; see infra/aws/README.md.")
public final class Smoke implements Callable<Integer> {
  private static final int MOST_SECONDS = 3600;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--bucket", required = true, description = "The upload bucket.")
  private String bucket = "";

  @Option(names = "--operate", required = true, description = "The function for operators.")
  private String operate = "";

  @Option(names = "--preset", required = true, description = "The preset that edits the picture.")
  private String preset = "";

  @Option(names = "--prefix", required = true, description = "What that preset's keys begin with.")
  private String prefix = "";

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "How long the edit may take, 1 to 3600. Default: 300.")
  private int seconds = 300;

  Smoke() {}

  /** Ends the JVM: 0 for a deployment that works, 1 for one that does not, 2 for wrong options. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Smoke()).setOverwrittenOptionsAllowed(true);
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (seconds < 1 || seconds > MOST_SECONDS) {
      err.println("--wait is %d; write 1 to %d seconds.".formatted(seconds, MOST_SECONDS));
      return CommandLine.ExitCode.USAGE;
    }
    try (Deployment deployment = Deployment.connect(operate)) {
      new Round(deployment, preset, Duration.ofSeconds(seconds), out::println).go(bucket, prefix);
      return CommandLine.ExitCode.OK;
    } catch (SmokeException e) {
      err.println(e.getMessage());
    } catch (SdkException e) {
      err.println("The deployment cannot be reached as it should: " + e.getMessage());
    }
    return CommandLine.ExitCode.SOFTWARE;
  }
}
