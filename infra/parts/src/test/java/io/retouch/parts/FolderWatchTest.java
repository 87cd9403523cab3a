package io.retouch.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Silence is shown by a file that is dropped later and announced alone. */
class FolderWatchTest {
  private static final Duration STILL = Duration.ofMillis(200);

  @TempDir Path folder = Path.of("");

  private final List<StoreEvent> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private LocalStore store = LocalStore.inMemory();
  private FolderWatch watch = FolderWatch.of(folder.resolve("nothing"), file -> {});
  private Path uploads = folder;

  @BeforeEach
  void start() {
    stop();
    uploads = folder.resolve("uploads");
    store = LocalStore.inFolder(folder, 0, this::hear);
    store.createBucket("uploads");
    watch = store.watch("uploads", STILL);
  }

  @AfterEach
  void stop() {
    watch.close();
    store.close();
  }

  private void hear(StoreEvent event) {
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IllegalStateException("The queue is away.");
    }
    events.add(event);
  }

  private List<String> keys() {
    return events.stream().map(StoreEvent::key).toList();
  }

  /** Whatever was there before had its time by then. */
  private void awaitLast() throws Exception {
    Thread.sleep(STILL.toMillis());
    Files.write(uploads.resolve("last.png"), Pictures.png(2, 2));
    Await.until("last.png is announced", () -> keys().contains("last.png"));
  }

  @Test
  void makesAnObjectOfADroppedFile() throws Exception {
    byte[] picture = Pictures.png(4, 4);

    Files.createDirectories(uploads.resolve("a b/ü"));
    Files.write(uploads.resolve("a b/ü/cat.png"), picture);
    Await.until("it is announced", () -> !events.isEmpty());

    try (S3Client client = Clients.of(store)) {
      var object = client.getObjectAsBytes(r -> r.bucket("uploads").key("a b/ü/cat.png"));
      var head = client.headObject(r -> r.bucket("uploads").key("a b/ü/cat.png"));
      assertThat(object.asByteArray()).isEqualTo(picture);
      assertThat(object.response().contentType()).isEqualTo("image/png");
      assertThat(object.response().eTag()).matches("\"[0-9a-f]{32}\"").isEqualTo(head.eTag());
      assertThat(events)
          .containsExactly(
              new StoreEvent(
                  "ObjectCreated:Put",
                  "uploads",
                  "a b/ü/cat.png",
                  picture.length,
                  head.eTag().replace("\"", "")));
    }
  }

  @Test
  void announcesEachFileOnce() throws Exception {
    for (int i = 0; i < 20; i++) {
      Files.write(uploads.resolve(i + ".png"), Pictures.png(4, 4));
    }
    awaitLast();
    Await.until("all are announced", () -> keys().size() >= 21);

    restart();
    Files.write(uploads.resolve("later.png"), Pictures.png(2, 2));
    Await.until("later.png is announced", () -> keys().contains("later.png"));

    assertThat(keys()).hasSize(22).doesNotHaveDuplicates();
  }

  @Test
  void announcesWhatWasDroppedWhileNothingRan() throws Exception {
    stop();
    Files.write(uploads.resolve("a.png"), Pictures.png(4, 4));

    start();

    Await.until("a.png is announced", () -> keys().equals(List.of("a.png")));
  }

  @Test
  void announcesAFileThatIsReplaced() throws Exception {
    Path file = uploads.resolve("a.png");
    Files.write(file, Pictures.png(4, 4));
    Await.until("it is announced", () -> events.size() == 1);

    Path other = Files.write(folder.resolve("other.png"), Pictures.png(8, 8));
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    Await.until("it is announced again", () -> events.size() == 2);
    Files.write(file, Pictures.png(16, 16));
    Await.until("it is announced a third time", () -> events.size() == 3);

    assertThat(events).extracting(StoreEvent::eTag).doesNotHaveDuplicates();
    assertThat(store.get("uploads", "a.png").orElseThrow().eTag()).isEqualTo(events.get(2).eTag());
    assertThat(store.get("uploads", "a.png").orElseThrow().bytes()).isEqualTo(Pictures.png(16, 16));
  }

  @Test
  void announcesAFileThatIsMovedToAnotherKeyWithWhatItCarries() throws Exception {
    store.put("uploads", "a.png", Pictures.png(4, 4), "image/png", Map.of("artist", "Ada"));

    Files.move(uploads.resolve("a.png"), uploads.resolve("b.png"));
    Await.until("b.png is announced", () -> keys().equals(List.of("a.png", "b.png")));

    assertThat(events.get(1).eTag()).isEqualTo(events.get(0).eTag());
    assertThat(store.get("uploads", "b.png").orElseThrow().userMetadata())
        .containsExactly(Map.entry("artist", "Ada"));
  }

  @Test
  void leavesToTheStoreWhatTheStoreWrites() throws Exception {
    try (S3Client client = Clients.of(store)) {
      client.putObject(
          r -> r.bucket("uploads").key("a.png"), RequestBody.fromBytes(Pictures.png(4, 4)));
      client.copyObject(
          r ->
              r.sourceBucket("uploads")
                  .sourceKey("a.png")
                  .destinationBucket("uploads")
                  .destinationKey("b.png"));
    }
    store.put("uploads", "c.png", Pictures.png(4, 4), "image/png", Map.of());
    awaitLast();
    restart();
    Files.write(uploads.resolve("later.png"), Pictures.png(2, 2));
    Await.until("later.png is announced", () -> keys().contains("later.png"));

    assertThat(keys()).containsExactly("a.png", "b.png", "c.png", "last.png", "later.png");
  }

  @Test
  void waitsUntilAFileIsComplete() throws Exception {
    Path file = uploads.resolve("slow.png");
    byte[] picture = Pictures.png(64, 64);
    long still = Duration.ofSeconds(1).toNanos();
    watch.close();
    watch = store.watch("uploads", Duration.ofNanos(still));

    long longestPause = 0;
    try (OutputStream stream = Files.newOutputStream(file)) {
      long begun = System.nanoTime();
      long written = begun;
      for (int i = 0; i < picture.length; i++) {
        // Spread over three times as long as a file must keep still.
        while (System.nanoTime() - begun < 3 * still * i / picture.length) {
          Thread.sleep(1);
        }
        stream.write(picture[i]);
        longestPause = Math.max(longestPause, System.nanoTime() - written);
        written = System.nanoTime();
      }
      List<StoreEvent> early = List.copyOf(events);
      longestPause = Math.max(longestPause, System.nanoTime() - written);
      assumeThat(longestPause).as("the file never kept still").isLessThan(still);
      assertThat(early).isEmpty();
    }
    Await.until("it is announced", () -> !events.isEmpty());

    assertThat(events.get(0).size()).isEqualTo(picture.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".hidden.png",
        ".hidden/a.png",
        "a.png.part",
        "a.png.crdownload",
        "a.png.CRDOWNLOAD",
        "a.png.download/a.png",
        "a.png~",
        ".a.png.swp",
        "#a.png#",
        "a.png.tmp",
        "a.png-0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f"
      })
  void ignoresUnfinishedFilesUntilTheyAreRenamed(String name) throws Exception {
    Path unfinished = uploads.resolve(name);
    Files.createDirectories(unfinished.getParent());
    Files.write(unfinished, Pictures.png(4, 4));
    awaitLast();
    assertThat(keys()).containsExactly("last.png");

    Files.move(unfinished, uploads.resolve("finished.png"));

    Await.until("it is announced", () -> keys().equals(List.of("last.png", "finished.png")));
  }

  @Test
  void ignoresAnEmptyFileUntilItIsFilled() throws Exception {
    Path file = Files.createFile(uploads.resolve("a.png"));
    awaitLast();
    assertThat(keys()).containsExactly("last.png");

    Files.write(file, Pictures.png(4, 4));

    Await.until("it is announced", () -> keys().contains("a.png"));
  }

  @Test
  void announcesAgainUntilTheListenerTakesIt() throws Exception {
    failures.set(2);

    Files.write(uploads.resolve("a.png"), Pictures.png(4, 4));

    Await.until("it is announced", () -> keys().equals(List.of("a.png")));
    assertThat(store.get("uploads", "a.png").orElseThrow().contentType()).isEqualTo("image/png");
  }

  @Test
  void announcesAnObjectWhoseFirstAnnouncementFailedAndKeepsItAsItIs() throws Exception {
    failures.set(1);
    store.put("uploads", "a.png", Pictures.png(4, 4), "image/x-own", Map.of("artist", "Ada"));

    Await.until("it is announced", () -> keys().equals(List.of("a.png")));

    StoredBlob blob = store.get("uploads", "a.png").orElseThrow();
    assertThat(blob.contentType()).isEqualTo("image/x-own");
    assertThat(blob.userMetadata()).containsExactly(Map.entry("artist", "Ada"));
  }

  @Test
  void leavesNothingBehindInTheFolder() throws Exception {
    Files.write(uploads.resolve("a.png"), Pictures.png(4, 4));
    awaitLast();

    assertThat(store.keys("uploads")).containsExactly("a.png", "last.png");
    try (var files = Files.list(uploads)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("a.png", "last.png");
    }
  }

  @Test
  void tellsAPlainListenerOfAFileOverRestartsOnce() throws Exception {
    stop();
    List<Path> heard = new CopyOnWriteArrayList<>();
    Path file = Files.write(uploads.resolve("a.png"), Pictures.png(4, 4));

    watch = FolderWatch.of(uploads, heard::add);
    Await.until("it is announced", () -> heard.size() == 1);
    watch.close();
    watch = FolderWatch.of(uploads, heard::add);
    Path later = Files.write(uploads.resolve("b.png"), Pictures.png(4, 4));
    Await.until("the later one is announced", () -> heard.contains(later));

    assertThat(heard).containsExactly(file, later);
  }

  @Test
  void cannotWatchMemory() {
    try (LocalStore memory = LocalStore.inMemory()) {
      assertThatThrownBy(() -> memory.watch("uploads")).isInstanceOf(IllegalStateException.class);
    }
  }

  private void restart() {
    stop();
    start();
  }
}
