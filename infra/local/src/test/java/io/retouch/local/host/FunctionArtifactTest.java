package io.retouch.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionArtifactTest {
  private static final byte[] CONTENT = {1, 2, 3};

  @TempDir Path folder = Path.of("");

  private FunctionArtifact open(Map<String, byte[]> entries) throws IOException {
    Path zip = TestArtifacts.zip(folder, entries);
    return FunctionArtifact.open(zip, FunctionArtifact.FUNQY_HANDLER, folder);
  }

  @Test
  void isNativeIfItHoldsABootstrap() throws Exception {
    assertThat(open(Map.of("bootstrap", CONTENT)).kind()).isEqualTo(FunctionArtifact.Kind.NATIVE);
    assertThat(open(Map.of("lib/a.jar", CONTENT)).kind()).isEqualTo(FunctionArtifact.Kind.JVM);
  }

  @Test
  void unpacksFoldersAndMakesTheBootstrapExecutable() throws Exception {
    FunctionArtifact artifact = open(Map.of("bootstrap", CONTENT, "lib/deep/a.jar", CONTENT));

    artifact.unpack(Files.createDirectory(folder.resolve("task")));

    assertThat(folder.resolve("task/bootstrap")).isExecutable().hasBinaryContent(CONTENT);
    assertThat(folder.resolve("task/lib/deep/a.jar")).hasBinaryContent(CONTENT);
  }

  @Test
  void takesTheLaterOfTwoEntriesWithOneName() throws Exception {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("Some.class", new byte[] {1});
    entries.put("Same.class", CONTENT);
    Path zip = TestArtifacts.zip(folder, entries);
    // No Java class writes such a zip, so one of the names is changed afterwards.
    String bytes = new String(Files.readAllBytes(zip), StandardCharsets.ISO_8859_1);
    Files.write(
        zip, bytes.replace("Some.class", "Same.class").getBytes(StandardCharsets.ISO_8859_1));
    Path task = Files.createDirectory(folder.resolve("task"));

    FunctionArtifact.open(zip, FunctionArtifact.FUNQY_HANDLER, folder).unpack(task);

    assertThat(task.resolve("Same.class")).hasBinaryContent(CONTENT);
  }

  @Test
  void refusesEntriesThatPointOutOfTheZip() throws Exception {
    FunctionArtifact artifact = open(Map.of("../outside", CONTENT));
    Path task = Files.createDirectory(folder.resolve("task"));

    assertThatThrownBy(() -> artifact.unpack(task))
        .isInstanceOf(ZipException.class)
        .hasMessageContaining("../outside");
    assertThat(folder.resolve("outside")).doesNotExist();
  }
}
