package io.retouch.aws.artifact;

import io.retouch.aws.stage.Architecture;
import io.retouch.aws.stage.Stage.FunctionRuntime;
import java.util.Optional;

/** The commands that build what Lambda can run, to be given in the repository's folder. */
public final class BuildCommand {
  private BuildCommand() {}

  /**
   * The command for a runtime.
   *
   * @param modules the folders of the functions, with commas between them
   * @param architecture the processor; without one, that of the machine which builds
   */
  public static String of(
      String modules, FunctionRuntime runtime, Optional<Architecture> architecture) {
    if (runtime == FunctionRuntime.JAVA25) {
      return "mvn package -DskipTests -pl " + modules + " -am";
    }
    String platform =
        architecture
            .map(
                one ->
                    " -Dquarkus.native.container-runtime-options=--platform=%s -Dquarkus.native.march=%s"
                        .formatted(one.platform(), one.machine()))
            .orElse("");
    return "mvn package -Dnative -DskipTests -Dquarkus.native.container-build=true"
        + platform
        + " -pl "
        + modules
        + " -am";
  }
}
