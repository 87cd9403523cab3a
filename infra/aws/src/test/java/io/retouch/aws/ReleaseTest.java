package io.retouch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command that assembles a release, in a repository of its own; what Maven adds is left out.
 */
class ReleaseTest {
  @TempDir private Path temp;

  private record Ended(int code, String said) {}

  @BeforeEach
  void makeARepository() throws Exception {
    Files.createDirectories(temp.resolve(".ci"));
    Files.copy(Path.of("../../.ci/release"), temp.resolve(".ci/release"));
    Files.writeString(temp.resolve("pom.xml"), "<project>\n  <version>1.1.0</version>\n");
    git("init", "--quiet");
    commit("Begin");
    git("tag", "v1.0.0");
    commit("Edit faster");
    commit("Say more");
    git("tag", "v1.1.0");
    for (String built : List.of("upload-arm64", "upload-x86_64")) {
      Files.createDirectories(temp.resolve("built/" + built));
      Files.writeString(temp.resolve("built/" + built + "/function.zip"), built);
    }
  }

  private void commit(String subject) throws Exception {
    git("add", ".ci", "pom.xml");
    git("commit", "--quiet", "--allow-empty", "--no-gpg-sign", "-m", subject);
  }

  private void git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.com"));
    command.addAll(List.of(arguments));
    Ended ended = run(command);
    assertThat(ended.code()).as(ended.said()).isZero();
  }

  private Ended run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(temp.toFile()).redirectErrorStream(true);
    builder.environment().put("RETOUCH_SKIP_SBOM", "1");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }

  private Ended release(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", ".ci/release"));
    command.addAll(List.of(arguments));
    return run(command);
  }

  @Test
  void namesTheZipsAndSaysWhatHasChanged() throws Exception {
    Ended ended = release("v1.1.0", "built", "out");

    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(temp.resolve("out/retouch-upload-1.1.0-arm64.zip")).hasContent("upload-arm64");
    assertThat(temp.resolve("out/retouch-upload-1.1.0-x86_64.zip")).hasContent("upload-x86_64");
    assertThat(temp.resolve("out/CHANGES.md"))
        .hasContent("# Retouch 1.1.0\n\n* Edit faster\n* Say more\n");
    assertThat(Files.readAllLines(temp.resolve("out/SHA256SUMS")))
        .hasSize(2)
        .allMatch(
            line -> line.matches("[0-9a-f]{64}  retouch-upload-1\\.1\\.0-(arm64|x86_64)\\.zip"));
  }

  @Test
  void refusesATagThatIsNotTheVersion() throws Exception {
    Ended ended = release("v1.2.0", "built", "out");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.said())
        .contains("the POMs' version is 1.1.0; set it with mvn versions:set -DnewVersion=1.2.0");
  }

  @Test
  void refusesAReleaseWithoutZips() throws Exception {
    Files.createDirectories(temp.resolve("nothing"));

    Ended ended = release("v1.1.0", "nothing", "out");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.said()).contains("There is no function.zip");
  }

  @Test
  void asksForWhatItNeeds() throws Exception {
    assertThat(release("v1.1.0").said()).startsWith("Write a tag and two folders");
    assertThat(release("v1.1.0", "missing", "out").said()).startsWith("There is no folder missing");
  }
}
