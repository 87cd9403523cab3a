package io.retouch.local.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.retouch.local.cloud.Edit;
import io.retouch.local.cloud.Outcome;
import io.retouch.parts.StoredBlob;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a browser makes of the page; skipped where no Chromium is installed. */
class PageInBrowserTest {
  private static final Color BEFORE = new Color(200, 40, 40);
  private static final Color AFTER = new Color(40, 60, 200);

  @TempDir Path folder = Path.of("");

  private static Optional<Path> chromium() {
    return Stream.of(System.getenv("PATH").split(":"))
        .flatMap(
            path ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(path, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static StoredBlob picture(Color colour) throws IOException {
    BufferedImage image = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(colour);
    graphics.fillRect(0, 0, 300, 200);
    graphics.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return new StoredBlob(png.toByteArray(), "image/png", Map.of(), "e" + colour.getRGB());
  }

  @Test
  void drawsBeforeAndAfterSideBySide() throws Exception {
    Optional<Path> browser = chromium();
    assumeTrue(browser.isPresent(), "There is no Chromium on the PATH; the page was not drawn.");
    String key = "uploads/a <i>red</i> 花+1.png";
    Outcome outcome =
        new Outcome(
            "edited", "uploads", key, "", "", "edited", key, "", "", 1, Duration.ofMillis(900));
    Edit edit = new Edit("uploads", key, 9, Instant.now(), List.of(outcome), false);
    Map<String, StoredBlob> objects =
        Map.of("uploads/" + key, picture(BEFORE), "edited/" + key, picture(AFTER));

    BufferedImage screen;
    try (Page page =
        Page.start(
            0,
            () -> List.of(edit),
            Set.of("uploads", "edited"),
            (bucket, name) -> Optional.ofNullable(objects.get(bucket + "/" + name)))) {
      screen = screenshot(browser.get(), page);
    }

    int[] before = middleOf(screen, BEFORE);
    int[] after = middleOf(screen, AFTER);
    assertThat(before[1]).isCloseTo(after[1], within(2));
    assertThat(before[0]).isLessThan(after[0]);
  }

  private BufferedImage screenshot(Path browser, Page page) throws Exception {
    Path png = folder.resolve("page.png");
    List<String> command =
        List.of(
            browser.toString(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--user-data-dir=" + folder.resolve("profile"),
            "--window-size=1000,800",
            "--screenshot=" + png,
            page.address().toString());
    Path log = folder.resolve("browser.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    assertThat(ended).as("the browser ended: %s", Files.readString(log)).isTrue();
    return Objects.requireNonNull(ImageIO.read(png.toFile()));
  }

  /** Where the middle of all pixels of this colour lies: x and y. */
  private static int[] middleOf(BufferedImage screen, Color colour) {
    long x = 0;
    long y = 0;
    int count = 0;
    for (int row = 0; row < screen.getHeight(); row++) {
      for (int column = 0; column < screen.getWidth(); column++) {
        if ((screen.getRGB(column, row) & 0xFFFFFF) == (colour.getRGB() & 0xFFFFFF)) {
          x += column;
          y += row;
          count++;
        }
      }
    }
    assertThat(count).as("pixels of %s", colour).isGreaterThan(10_000);
    return new int[] {(int) (x / count), (int) (y / count)};
  }
}
