package io.retouch.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RunTest {
  @TempDir Path root = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path photo = Path.of("");

  @BeforeEach
  void prepare() throws IOException {
    photo = Files.writeString(root.resolve("photo.jpg"), "no matter");
    Path config = Files.createDirectories(root.resolve("infra/local/config"));
    Files.copy(Path.of("config/application.yaml"), config.resolve("application.yaml"));
  }

  private int run(Object... arguments) {
    CommandLine command = Run.commandLine(new Checkout(root), Map.of());
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    return command.execute(texts);
  }

  @Test
  void helpTellsAllThereIsToKnow() {
    int code = run("--help");

    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("--preset", "--data", "--time-limit", "STEP_API_KEY", "Exit codes")
        .contains("--s3-port", "--http-port", "--functions", "--edit-api", "--open")
        .contains("infra/local/config/application.yaml", "stand-in");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void refusesAMissingFileInOneSentence() {
    int code = run(root.resolve("none.jpg"));

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines("There is no file " + root.resolve("none.jpg") + ".\n");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void refusesAnUnknownPresetAndListsTheNames() {
    int code = run("--preset", "nope", photo);

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("There is no preset nope", "watercolour, white-background");
  }

  @Test
  void refusesAFileThatThePresetDoesNotTake() throws IOException {
    Path notes = Files.writeString(root.resolve("notes.txt"), "text");

    int code = run(notes);

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            "notes.txt does not end in .jpg, .jpeg, .png or .webp, which is what the preset"
                + " watercolour takes.\n");
  }

  @Test
  void saysThatTheFunctionIsMissing() {
    int code = run(photo);

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("function.zip is missing or damaged; build it again.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "901", "-1", "1.5", "soon"})
  void refusesTimeLimitsThatLambdaDoesNotHave(String seconds) {
    int code = run("--time-limit=" + seconds, photo);

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("write 1 to 900 seconds instead of " + seconds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "900"})
  void takesTimeLimitsThatLambdaHas(String seconds) {
    run("--time-limit", seconds, photo);

    assertThat(err.toString()).contains("function.zip is missing");
  }

  @Test
  void refusesTwoPicturesOfTheSameName() throws IOException {
    Path other = Files.createDirectories(root.resolve("other"));
    Path twin = Files.writeString(other.resolve("photo.jpg"), "no matter");

    int code = run(photo, twin);

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("have the same name");
  }

  @ParameterizedTest
  @CsvSource({
    "--s3-port, 0, a port from 1 to 65535",
    "--s3-port, 65536, a port from 1 to 65535",
    "--http-port, web, a port from 1 to 65535",
    "--functions, 0, 1 to 100 functions",
    "--functions, 101, 1 to 100 functions",
    "--edit-api, ftp://there/v1, a URL such as http://127.0.0.1:8080/v1",
    "--edit-api, there, a URL such as http://127.0.0.1:8080/v1",
    "--edit-api, http://a b, a URL such as http://127.0.0.1:8080/v1"
  })
  void saysWhatAnOptionMayBe(String option, String value, String sentence) {
    int code = run(option, value);

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("write " + sentence + " instead of " + value);
  }

  @ParameterizedTest
  @CsvSource({
    "--s3-port, 1",
    "--s3-port, 65535",
    "--functions, 1",
    "--functions, 100",
    "--edit-api, http://127.0.0.1:1/v1"
  })
  void takesTheEndsOfEachRange(String option, String value) {
    run(option, value, photo);

    assertThat(err.toString()).contains("function.zip is missing");
  }

  @Test
  void keepsWhatIsForThePageAwayFromPictures() {
    int opened = run("--open", photo);
    int served = run("--http-port", "8080", photo);

    assertThat(opened).isEqualTo(2);
    assertThat(served).isEqualTo(2);
    assertThat(err.toString()).contains("are for the cloud that stays up");
  }

  @Test
  void letsTheKeyChooseThePresetWhereNoPictureIsNamed() {
    int code = run("--preset", "dusk");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("--preset is for a PHOTO");
  }
}
