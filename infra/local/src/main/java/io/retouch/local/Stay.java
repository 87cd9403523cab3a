package io.retouch.local;

import io.retouch.local.cloud.CloudListener;
import io.retouch.local.cloud.Edit;
import io.retouch.local.cloud.LocalCloud;
import io.retouch.local.host.Result;
import io.retouch.local.page.Page;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** The cloud that stays up until somebody stops it. */
final class Stay {
  /** What a shell would report for Ctrl-C. */
  private static final int INTERRUPTED = 130;

  private final Workshop workshop;
  private final Console console;
  private final FunctionLines lines;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  /**
   * @param lines receives what the functions print
   */
  Stay(Workshop workshop, Console console, FunctionLines lines) {
    this.workshop = workshop;
    this.console = console;
    this.lines = lines;
  }

  /**
   * Serves until Ctrl-C or SIGTERM.
   *
   * @param pagePort 0 for any free one
   * @param open whether a browser is to show the page
   * @throws RunException if it cannot start
   */
  void serve(int pagePort, boolean open) throws InterruptedException {
    StopSignals.onEach(this::stop);
    Path root = workshop.data().toAbsolutePath().normalize();
    EditTable table =
        new EditTable(
            ZoneId.systemDefault(), (bucket, key) -> root.resolve(bucket).resolve(key).normalize());
    try (EditApi api = workshop.editApi(workshop.presets().presets())) {
      workshop.introduce(console, api);
      try (LocalCloud cloud = LocalCloud.start(workshop.settings(api), listener(table));
          HttpFunction http =
              HttpFunction.start(
                  workshop.checkout(), workshop.presets(), cloud, workshop.limits(), lines);
          Page page = page(pagePort, cloud)) {
        new Introduction(console)
            .introduce(cloud, workshop.presets(), page.address(), http.address());
        console.result(EditTable.header());
        if (open) {
          Browser.open(page.address(), console);
        }
        stop.await();
        int busy = cloud.busy();
        console.say(
            busy == 0
                ? "Stopping."
                : "Stopping as soon as the running edits have ended, within 30 s; press Ctrl-C"
                    + " again to stop at once.");
      }
    }
  }

  private void stop() {
    if (stop.getCount() == 0) {
      System.exit(INTERRUPTED);
    }
    stop.countDown();
  }

  private static Page page(int port, LocalCloud cloud) {
    try {
      return Page.start(
          port,
          () -> cloud.edits().latest(),
          Set.of(LocalCloud.UPLOADS, LocalCloud.EDITED),
          cloud::object);
    } catch (UncheckedIOException e) {
      throw RunException.usage(
          "The page cannot listen on port %d; choose another with --http-port.".formatted(port));
    }
  }

  private CloudListener listener(EditTable table) {
    return new CloudListener() {
      @Override
      public void edit(Edit edit) {
        console.result(table.line(edit));
      }

      @Override
      public void functionLine(int process, String line) {
        lines.line(line);
      }

      @Override
      public void delivered(Result result) {
        Incidents.sentence(result).ifPresent(sentence -> explain(sentence, result));
      }

      @Override
      public void deadLetter() {
        console.say(
            "A message that names no picture was given up; it is in the dead-letter queue.");
      }

      @Override
      public void problem(String sentence) {
        console.say(sentence);
      }
    };
  }

  /** A function that cannot start says so for every message; its log is worth reading once. */
  private void explain(String sentence, Result result) {
    if (said.add(sentence) && result instanceof Result.NotStarted) {
      lines.unseen().forEach(console::functionLine);
    }
    console.say(sentence);
  }
}
