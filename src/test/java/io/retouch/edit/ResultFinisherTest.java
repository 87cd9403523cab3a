package io.retouch.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.image.ImageFormat;
import io.retouch.image.ImageProbe;
import io.retouch.parts.sample.SampleExif;
import io.retouch.parts.sample.SampleJpegs;
import io.retouch.parts.sample.Samples;
import io.retouch.preset.Output.Overwrite;
import io.retouch.preset.Preset;
import io.retouch.preset.Treatment;
import io.retouch.preset.Treatment.Format;
import io.retouch.preset.Treatment.Metadata;
import io.retouch.preset.Treatment.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The form that a paid result is given, and that none is lost where it cannot be given. */
class ResultFinisherTest {
  private static final String SOURCE = "in/photo.png";

  private final Clock clock = Clock.systemUTC();
  private final MemoryStore store = new MemoryStore(new ArrayList<>());
  private final ResultFinisher finisher = new ResultFinisher();

  @TempDir Path temp;

  @SuppressWarnings("NullAway.Init")
  private Workspace workspace;

  @SuppressWarnings("NullAway.Init")
  private EditFiles files;

  @BeforeEach
  void makeTemporaryFiles() {
    workspace = new Workspace(temp);
    files = workspace.open();
  }

  @AfterEach
  void deleteTemporaryFiles() {
    files.close();
    workspace.close();
  }

  @Test
  void convertsAResult() throws IOException {
    PreparedEdit edit = edit(Samples.png(Samples.colours(64, 48)), Format.JPEG, Size.MODEL);

    Finished finished = finisher.finish(edit, result(Samples.png(Samples.colours(32, 24))));

    assertThat(ImageProbe.probe(finished.file())).isEqualTo(finished.info());
    assertThat(finished.info().format()).isEqualTo(ImageFormat.JPEG);
    assertThat(edit.trail().notes()).isEmpty();
  }

  @Test
  void scalesAResultToItsSource() throws IOException {
    PreparedEdit edit = edit(Samples.png(Samples.colours(64, 48)), Format.KEEP, Size.SOURCE);

    Finished finished = finisher.finish(edit, result(Samples.png(Samples.colours(32, 24))));

    assertThat(finished.info().width()).isEqualTo(64);
    assertThat(finished.info().height()).isEqualTo(48);
  }

  @Test
  void keepsAPaidResultThatCannotBeDecoded() throws IOException {
    byte[] damaged = Samples.png(Samples.colours(200, 200));
    Arrays.fill(damaged, damaged.length / 2, damaged.length / 2 + 20, (byte) 0x55);
    PreparedEdit edit = edit(Samples.png(Samples.colours(64, 48)), Format.JPEG, Size.MODEL);
    Finished result = result(damaged);

    Finished finished = finisher.finish(edit, result);

    assertThat(finished).isEqualTo(result);
    assertThat(edit.trail().notes())
        .singleElement()
        .asString()
        .startsWith("the result is kept as the model made it: ");
  }

  @Test
  void takesExifFromTheBeginningOfALinkedSource() throws IOException {
    byte[] source =
        SampleJpegs.withExif(SampleJpegs.jpeg(Samples.colours(400, 300)), SampleExif.exif(1));
    PreparedEdit edit = edit(source, Format.KEEP, Size.MODEL);
    Files.write(files.source(), Arrays.copyOf(source, source.length - 500));

    Finished finished = finisher.finish(edit, result(Samples.png(Samples.colours(32, 24))));

    assertThat(Files.readString(finished.file(), StandardCharsets.ISO_8859_1))
        .contains(SampleExif.MAKER);
  }

  private Finished result(byte[] picture) throws IOException {
    Files.write(files.result(), picture);
    return new Finished(files.result(), ImageProbe.probe(files.result()));
  }

  private PreparedEdit edit(byte[] source, Format format, Size size) {
    EditJob job = new EditJob("uploads", SOURCE, Deadline.in(Duration.ofSeconds(60), clock));
    store.upload("uploads", SOURCE, source);
    return PreparedEdit.of(
        job,
        preset(new Treatment(true, false, 0xFFFFFF, format, 92, Metadata.STRIP_LOCATION, size)),
        store.fetch("uploads", SOURCE, files.source(), 1 << 24).orElseThrow(),
        files,
        new EditTrail(job, clock));
  }

  private static Preset preset(Treatment treatment) {
    Preset usual = EditStepsTest.preset(Overwrite.ALWAYS, false);
    return new Preset(
        usual.name(),
        usual.match(),
        usual.provider(),
        usual.model(),
        usual.prompt(),
        usual.parameters(),
        usual.source(),
        usual.fallback(),
        usual.output(),
        usual.onUnknownOutcome(),
        usual.allow(),
        treatment,
        usual.fingerprint());
  }
}
