package io.retouch.aws.artifact;

import io.retouch.aws.stage.Architecture;
import io.retouch.aws.stage.Stage;
import io.retouch.aws.stage.Stage.FunctionRuntime;
import io.retouch.aws.yaml.Problems;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A built function.
 *
 * @param file the zip
 * @param runtime what runs it
 * @param architecture the processor that it is deployed to
 */
public record FunctionZip(Path file, FunctionRuntime runtime, Architecture architecture) {
  /**
   * What {@code provided.al2023} has: glibc 2.34 (AWS Lambda Developer Guide, "Amazon Linux 2023").
   */
  static final int GLIBC = 34;

  private static final Map<String, ?> WITH_PERMISSIONS =
      Map.of("enablePosixFileAttributes", "true");

  /**
   * Looks into the zip; empty, and a problem said, if Lambda could not run it as the stage says.
   *
   * @param module the folder of the function, for the command that builds it
   */
  public static Optional<FunctionZip> open(
      Path file, String module, Stage stage, Problems problems) {
    FunctionRuntime runtime = stage.function().runtime();
    Optional<Architecture> wanted = stage.function().architecture();
    try (FileSystem zip = FileSystems.newFileSystem(file, WITH_PERMISSIONS)) {
      Path bootstrap = zip.getPath("/bootstrap");
      if (runtime == FunctionRuntime.JAVA25) {
        return Files.exists(bootstrap)
            ? refused(
                file,
                "holds a native executable, but the stage's runtime is java25",
                module,
                stage,
                problems)
            : Optional.of(new FunctionZip(file, runtime, wanted.orElse(Architecture.ARM64)));
      }
      if (!Files.exists(bootstrap)) {
        return refused(file, "holds no native executable", module, stage, problems);
      }
      if (!executable(bootstrap)) {
        return refused(file, "holds a bootstrap that is not executable", module, stage, problems);
      }
      return nativeZip(file, Files.readAllBytes(bootstrap), module, stage, problems);
    } catch (NoSuchFileException e) {
      return refused(file, "is not there", module, stage, problems);
    } catch (IOException e) {
      return refused(file, "cannot be read as a zip", module, stage, problems);
    }
  }

  private static Optional<FunctionZip> nativeZip(
      Path file, byte[] bootstrap, String module, Stage stage, Problems problems) {
    Optional<ElfFile> elf = ElfFile.of(bootstrap);
    Optional<Architecture> built = elf.flatMap(ElfFile::architecture);
    if (elf.isEmpty() || built.isEmpty()) {
      return refused(
          file, "holds a bootstrap that is no executable for Lambda", module, stage, problems);
    }
    Optional<Architecture> wanted = stage.function().architecture();
    if (wanted.isPresent() && !wanted.equals(built)) {
      String why = "is built for %s, but the stage's architecture is %s";
      return refused(
          file, why.formatted(built.get().word(), wanted.get().word()), module, stage, problems);
    }
    int glibc;
    try {
      glibc = elf.get().glibc();
    } catch (IllegalArgumentException e) {
      return refused(file, "holds a bootstrap that is cut or broken", module, stage, problems);
    }
    if (glibc > GLIBC) {
      String why = "needs glibc 2.%d, and Lambda has 2.%d";
      return refused(file, why.formatted(glibc, GLIBC), module, stage, problems);
    }
    return Optional.of(new FunctionZip(file, FunctionRuntime.NATIVE, built.get()));
  }

  /** Whether the zip says so; one that says nothing of permissions does not. */
  private static boolean executable(Path bootstrap) throws IOException {
    Object permissions = Files.getAttribute(bootstrap, "zip:permissions");
    return permissions instanceof Set<?> set && set.contains(PosixFilePermission.OTHERS_EXECUTE);
  }

  private static Optional<FunctionZip> refused(
      Path file, String why, String module, Stage stage, Problems problems) {
    problems.add(
        "%s %s; build it with: %s"
            .formatted(
                file,
                why,
                BuildCommand.of(
                    module, stage.function().runtime(), stage.function().architecture())));
    return Optional.empty();
  }
}
