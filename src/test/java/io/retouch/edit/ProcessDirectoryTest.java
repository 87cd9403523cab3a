package io.retouch.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessDirectoryTest {
  @TempDir Path base;

  @Test
  void deletesWhatADeadProcessLeftBehind() throws IOException {
    Path left = Files.createDirectory(base.resolve("retouch-dead"));
    Files.writeString(left.resolve("7-source"), "bytes");
    Files.createFile(base.resolve("retouch-dead.lock"));
    Path foreign = Files.writeString(base.resolve("foreign.lock"), "not ours");

    new Workspace(base).close();

    assertThat(files()).containsExactly(foreign);
  }

  @Test
  void leavesTheFilesOfALivingProcessAlone() throws Exception {
    Process living = new ProcessBuilder(command("io.retouch.edit.WorkspaceHolder")).start();
    assertThat(living.inputReader().readLine()).isEqualTo("ready");

    new Workspace(base).close();

    assertThat(files()).hasSize(2);
    living.destroyForcibly().waitFor();

    new Workspace(base).close();

    assertThat(files()).isEmpty();
  }

  @Test
  void removesAnEditsFilesWhenItEnds() throws IOException {
    Workspace workspace = new Workspace(base);
    EditFiles files = workspace.open();
    Files.writeString(files.source(), "source");
    Files.writeString(files.result(), "result");

    files.close();

    assertThat(files.source()).doesNotExist();
    assertThat(files.result()).doesNotExist();
    workspace.close();
    assertThat(files()).isEmpty();
  }

  @Test
  void givesEveryEditItsOwnFiles() {
    Workspace workspace = new Workspace(base);

    EditFiles one = workspace.open();
    EditFiles two = workspace.open();

    assertThat(one.source()).isNotEqualTo(two.source());
    workspace.close();
  }

  private List<String> command(String mainClass) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        mainClass,
        base.toString());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> list = Files.list(base)) {
      return list.sorted().toList();
    }
  }
}
