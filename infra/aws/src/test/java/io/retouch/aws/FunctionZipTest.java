package io.retouch.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.retouch.aws.artifact.JoinedZip;
import io.retouch.aws.stage.Architecture;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionZipTest {
  private static final String NATIVE =
      "build it with: mvn package -Dnative -DskipTests -Dquarkus.native.container-build=true";

  @TempDir private Path temp;
  private StageFolder folder;

  @BeforeEach
  void makeAStage() throws IOException {
    folder = new StageFolder(temp);
    Files.delete(folder.zip());
  }

  @Test
  void asksForAMissingZipWithTheCommandThatBuildsIt() throws IOException {
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .contains("is not there; " + NATIVE + " -pl functions/upload -am");

    folder.stage("runtime: java25");
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .endsWith("build it with: mvn package -DskipTests -pl functions/upload -am");
  }

  @Test
  void readsTheArchitectureFromTheExecutable() throws IOException {
    Zips.nativeZip(folder.zip(), Zips.X86_64, "GLIBC_2.2.5", "GLIBC_2.34");
    assertThat(folder.plan().function().architecture()).isEqualTo(Architecture.X86_64);

    Files.delete(folder.zip());
    Zips.nativeZip(folder.zip(), Zips.ARM64);
    assertThat(folder.plan().function().architecture()).isEqualTo(Architecture.ARM64);
  }

  @Test
  void refusesAnotherArchitectureThanTheStages() throws IOException {
    Zips.nativeZip(folder.zip(), Zips.X86_64, "GLIBC_2.34");
    folder.stage("architecture: x86_64");
    assertThat(folder.problems()).isEmpty();

    folder.stage("architecture: arm64");
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .contains("is built for x86_64, but the stage's architecture is arm64; " + NATIVE)
        .contains("--platform=linux/arm64");
  }

  @Test
  void refusesANewerGlibcThanLambdas() throws IOException {
    Zips.nativeZip(folder.zip(), Zips.ARM64, "GLIBC_2.4", "GLIBC_2.35", "GCC_3.0");

    assertThat(folder.problems())
        .singleElement()
        .asString()
        .contains("needs glibc 2.35, and Lambda has 2.34; " + NATIVE);
  }

  @Test
  void refusesABootstrapThatIsNotExecutable() throws IOException {
    Zips.zip(folder.zip(), "bootstrap", Zips.executable(Zips.ARM64), "rw-r--r--");

    assertThat(folder.problems()).singleElement().asString().contains("is not executable; ");
  }

  @Test
  void refusesWhatIsNoExecutableForLambda() throws IOException {
    Zips.nativeZip(folder.zip(), Zips.RISCV);
    assertThat(folder.problems()).singleElement().asString().contains("no executable for Lambda");

    Files.delete(folder.zip());
    byte[] whole = Zips.executable(Zips.ARM64, "GLIBC_2.34");
    Zips.zip(folder.zip(), "bootstrap", Arrays.copyOf(whole, 100), "rwxr-xr-x");
    assertThat(folder.problems()).singleElement().asString().contains("cut or broken");

    Files.delete(folder.zip());
    Zips.zip(folder.zip(), "bootstrap", new byte[] {'#', '!'}, "rwxr-xr-x");
    assertThat(folder.problems()).singleElement().asString().contains("no executable for Lambda");

    Files.writeString(folder.zip(), "no zip");
    assertThat(folder.problems()).singleElement().asString().contains("cannot be read as a zip");
  }

  @Test
  void refusesTheOtherKindOfBuild() throws IOException {
    Zips.javaZip(folder.zip());
    assertThat(folder.problems()).singleElement().asString().contains("no native executable");
    folder.stage("runtime: java25");
    assertThat(folder.plan().function().architecture()).isEqualTo(Architecture.ARM64);

    Files.delete(folder.zip());
    Zips.nativeZip(folder.zip(), Zips.ARM64);
    assertThat(folder.problems()).singleElement().asString().contains("holds a native executable");
  }

  @Test
  void readsExecutablesOfThisMachine() throws IOException {
    Path shell = Path.of("/bin/ls");
    assumeThat(Files.isReadable(shell) && System.getProperty("os.name").equals("Linux")).isTrue();
    Zips.zip(folder.zip(), "bootstrap", Files.readAllBytes(shell), "rwxr-xr-x");

    assertThat(String.join("", folder.problems())).doesNotContain("cut or broken");
  }

  @Test
  void theConfigurationIsJoinedToTheFunction() throws IOException {
    Zips.nativeZip(folder.zip(), Zips.ARM64);
    Plan plan = folder.plan();
    Path joined = temp.resolve("joined/function.zip");
    Path again = temp.resolve("again.zip");

    JoinedZip.write(plan.function(), plan.stage().config(), joined);
    JoinedZip.write(plan.function(), plan.stage().config(), again);

    assertThat(joined).hasSameBinaryContentAs(again);
    try (FileSystem zip =
        FileSystems.newFileSystem(joined, Map.of("enablePosixFileAttributes", "true"))) {
      assertThat(Files.readString(zip.getPath("/config/application.yaml")))
          .isEqualTo(StageFolder.CONFIG);
      assertThat(Files.getPosixFilePermissions(zip.getPath("/bootstrap")))
          .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
      assertThat(Files.getPosixFilePermissions(zip.getPath("/config/application.yaml")))
          .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
    }
  }
}
