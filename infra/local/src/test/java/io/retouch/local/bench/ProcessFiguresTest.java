package io.retouch.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFiguresTest {
  @TempDir Path folder = Path.of("");

  @BeforeEach
  void writeFiles() throws Exception {
    Files.writeString(folder.resolve("status"), "Name:\tboot\nVmHWM:\t   51200 kB\nThreads:\t3\n");
    String before = "4711 (a (strange) name) S 1 2 3 0 -1 4194560 100 0 0 0";
    Files.writeString(folder.resolve("stat"), before + " 7 5 0 0 20 0 3 0 1000 0 0\n");
    thread("1", 100_000_000);
    thread("2", 23_500_000);
  }

  private void thread(String id, long nanos) throws Exception {
    Path thread = Files.createDirectories(folder.resolve("task").resolve(id));
    Files.writeString(thread.resolve("schedstat"), nanos + " 1000 7\n");
  }

  @Test
  void readsThePeakInMegabytes() {
    assertThat(new ProcessFigures(folder).peakMegabytes()).hasValue(50);
  }

  @Test
  void takesTheFinerClockWhereAllThreadsLive() {
    assertThat(new ProcessFigures(folder).processorMillis()).hasValue(123.5);
  }

  @Test
  void takesTheCoarseClockWhereThreadsHaveEnded() throws Exception {
    thread("2", 0);

    assertThat(new ProcessFigures(folder).processorMillis()).hasValue(120);
  }

  @Test
  void knowsNothingOfAProcessThatIsGone() {
    ProcessFigures gone = new ProcessFigures(folder.resolve("gone"));

    assertThat(gone.peakMegabytes()).isEmpty();
    assertThat(gone.processorMillis()).isEmpty();
  }
}
