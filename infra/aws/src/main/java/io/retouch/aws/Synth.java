package io.retouch.aws;

import io.retouch.aws.artifact.BuildCommand;
import io.retouch.aws.stage.Stage;
import io.retouch.aws.stage.StageFile;
import io.retouch.aws.yaml.InvalidStageException;
import io.retouch.aws.yaml.Problems;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The command behind {@code infra/aws/synth}: writes a stage's templates, or says what is wrong.
 */
public final class Synth {
  private static final String BUILD_COMMAND = "--build-command";
  private static final String GITHUB = "--github";

  private final Path root;
  private final PrintStream out;
  private final PrintStream err;

  Synth(Path root, PrintStream out, PrintStream err) {
    this.root = root;
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) {
    Path root = Path.of(System.getProperty("retouch.root", ".")).toAbsolutePath().normalize();
    int status = new Synth(root, System.out, System.err).run(List.of(arguments));
    // CDK's engine is a process of its own, which would keep this one waiting.
    System.exit(status);
  }

  /** Runs a command line; the answer is the exit status. */
  int run(List<String> arguments) {
    boolean command = arguments.contains(BUILD_COMMAND);
    boolean github = arguments.contains(GITHUB);
    List<String> stages =
        arguments.stream()
            .filter(argument -> !argument.equals(BUILD_COMMAND) && !argument.equals(GITHUB))
            .toList();
    if (stages.size() != 1 || stages.get(0).startsWith("-")) {
      err.println("Write the name of a stage, as in infra/aws/synth dev.");
      return 2;
    }
    try {
      Path file = root.resolve("infra/aws/stages/" + stages.get(0) + ".yaml");
      if (!Files.exists(file)) {
        err.println(
            "There is no stage " + stages.get(0) + "; write its settings into " + file + ".");
        return 2;
      }
      if (command) {
        out.println(buildCommand(file));
        return 0;
      }
      if (github) {
        Path folder = root.resolve("infra/aws/target/cdk.out/" + stages.get(0) + "-github");
        Delivery.of(file, folder).synth();
        out.println(folder);
        return 0;
      }
      Path folder = root.resolve("infra/aws/target/cdk.out/" + stages.get(0));
      Deployment.of(Plan.of(file, zip(Plan.UPLOAD), zip(Plan.HTTP)), folder).synth();
      out.println(folder);
      return 0;
    } catch (InvalidStageException e) {
      e.problems().forEach(err::println);
      return 1;
    }
  }

  private Path zip(String module) {
    return root.resolve(module).resolve("target/function.zip");
  }

  private static String buildCommand(Path file) {
    Problems problems = new Problems();
    Stage stage = StageFile.read(file, problems);
    problems.throwIfAny();
    String modules = stage.http().isPresent() ? Plan.UPLOAD + "," + Plan.HTTP : Plan.UPLOAD;
    return BuildCommand.of(modules, stage.function().runtime(), stage.function().architecture());
  }
}
