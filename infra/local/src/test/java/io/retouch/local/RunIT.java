package io.retouch.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.parts.LocalEditApi;
import io.retouch.parts.LocalStore;
import io.retouch.parts.StoredBlob;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script itself, with the function artifact that this build made. */
class RunIT {
  private static final Path SCRIPT = Path.of("run").toAbsolutePath();
  private static final String DUSK = "把画面改成黄昏时分，窗户里亮起灯光";
  private static final int SIDE = 120;

  @TempDir Path folder = Path.of("");

  private record Ended(int code, List<String> out, String err) {}

  private Ended run(Map<String, String> environment, String... arguments) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("STEP_"));
    builder.environment().put("RETOUCH_SKIP_BUILD", "1");
    // The file's name is not ASCII, and a JVM takes the command line's encoding from the locale.
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    return new Ended(
        process.exitValue(),
        Files.readAllLines(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private void paint(String name) throws IOException {
    BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        picture.setRGB(x, y, sourceRgb(x, y));
      }
    }
    assertThat(ImageIO.write(picture, "png", folder.resolve(name).toFile())).isTrue();
  }

  private static int sourceRgb(int x, int y) {
    return 0xFF000000 | (x * 2) << 16 | (y * 2) << 8 | 0x40;
  }

  @Test
  void editsThePictureAndSaysWhereItLies() throws Exception {
    paint("red 花+1.png");

    Ended ended = run(Map.of(), "--preset", "dusk", "--data", "here", "red 花+1.png");

    assertThat(ended.code()).as(ended.err()).isZero();
    Path result = folder.toRealPath().resolve("here/edited/dusk/red 花+1.png");
    assertThat(ended.out()).containsExactly(result.toString());
    assertThat(ended.err()).contains("stand-in").doesNotContain("local-key");
    assertEdited(result);
    try (LocalStore store = LocalStore.inFolder(folder.resolve("here"), 0)) {
      StoredBlob blob = store.get("edited", "dusk/red 花+1.png").orElseThrow();
      assertThat(blob.contentType()).isEqualTo("image/png");
      assertThat(blob.userMetadata()).containsEntry("retouch-preset", "dusk");
    }
  }

  private static void assertEdited(Path result) throws IOException {
    BufferedImage edited = Objects.requireNonNull(ImageIO.read(result.toFile()));
    assertThat(edited.getWidth()).isEqualTo(SIDE);
    assertThat(edited.getHeight()).isEqualTo(SIDE);
    for (int y = 0; y < SIDE - LocalEditApi.bandHeight(SIDE); y++) {
      for (int x = 0; x < SIDE; x++) {
        assertThat(edited.getRGB(x, y))
            .as("pixel %d, %d", x, y)
            .isEqualTo(LocalEditApi.editedRgb(sourceRgb(x, y), DUSK));
      }
    }
  }

  @Test
  void saysWhyAFileThatIsNoPictureIsRejected() throws Exception {
    Files.writeString(folder.resolve("notes.jpg"), "no picture at all");

    Ended ended = run(Map.of(), "--data", "here", "notes.jpg");

    assertThat(ended.code()).as(ended.err()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines().toList())
        .last()
        .asString()
        .startsWith("The picture was rejected: ");
  }

  @Test
  void saysThatTheKeyIsWrong() throws Exception {
    paint("photo.png");
    try (LocalEditApi api = LocalEditApi.builder().apiKey("right-key").start()) {
      Map<String, String> environment =
          Map.of(
              "STEP_BASE_URL", api.baseUrl().toString(),
              "STEP_API_KEY", "wrong-key",
              "RETOUCH_LOCAL_STAND_IN", "true");

      Ended ended = run(environment, "--data", "here", "photo.png");

      assertThat(ended.code()).as(ended.err()).isEqualTo(1);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err()).contains("STEP_API_KEY").doesNotContain("wrong-key");
      assertThat(api.calls()).hasSize(1);
      assertThat(api.paid()).isZero();
    }
  }

  @Test
  void listsWhatIsWrongWithTheConfiguration() throws Exception {
    paint("photo.png");

    Ended ended =
        run(Map.of("RETOUCH_LOCAL_STAND_IN", "perhaps", "STEP_API_KEY", "any"), "photo.png");

    assertThat(ended.code()).as(ended.err()).isEqualTo(1);
    assertThat(ended.err()).contains("private-network");
  }
}
