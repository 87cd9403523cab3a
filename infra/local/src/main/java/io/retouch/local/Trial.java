package io.retouch.local;

import io.retouch.local.cloud.CloudListener;
import io.retouch.local.cloud.Edit;
import io.retouch.local.cloud.LocalCloud;
import io.retouch.local.cloud.Outcome;
import io.retouch.local.host.Result;
import io.retouch.parts.StoredBlob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Sends pictures through the local cloud, from the upload to the edited files, and stops it. */
final class Trial {
  /** A line of the function may arrive a moment after its answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration LOOK = Duration.ofMillis(200);

  private final Workshop workshop;
  private final Console console;
  private final FunctionLines lines;
  private final AtomicReference<Optional<Result>> ended = new AtomicReference<>(Optional.empty());

  /**
   * @param lines receives what the functions print
   */
  Trial(Workshop workshop, Console console, FunctionLines lines) {
    this.workshop = workshop;
    this.console = console;
    this.lines = lines;
  }

  /**
   * Edits the pictures and says where the results lie.
   *
   * @throws RunException if one of them was not edited
   */
  void edit(List<Photo> photos, LocalPreset preset) throws InterruptedException {
    Map<String, Photo> uploads = keyed(photos, preset);
    try (EditApi api = workshop.editApi(List.of(preset))) {
      workshop.introduce(console, api);
      console.step("Preset", preset.name() + " (of " + workshop.presets().names() + ")");
      try (LocalCloud cloud =
          LocalCloud.start(
              workshop.settings(api).forgettingQueue().ignoringFolder().unfrozen(), listener())) {
        edit(cloud, uploads);
      }
      remindOfStandIn(api);
    }
  }

  private static Map<String, Photo> keyed(List<Photo> photos, LocalPreset preset) {
    Map<String, Photo> uploads = new LinkedHashMap<>();
    for (Photo photo : photos) {
      Photo other = uploads.putIfAbsent(preset.keyFor(photo.name()), photo);
      if (other != null) {
        throw RunException.usage(
            "%s and %s have the same name, so that one would replace the other; rename one."
                .formatted(other.file(), photo.file()));
      }
    }
    return uploads;
  }

  private CloudListener listener() {
    return new CloudListener() {
      @Override
      public void functionLine(int process, String line) {
        lines.line(line);
      }

      @Override
      public void delivered(Result result) {
        ended.set(Optional.of(result));
      }

      @Override
      public void problem(String sentence) {
        console.say(sentence);
      }
    };
  }

  private void edit(LocalCloud cloud, Map<String, Photo> uploads) throws InterruptedException {
    uploads.forEach((key, photo) -> upload(cloud, key, photo));
    console.step("Event", "in the queue, from which the function takes it");
    List<RunException> failures = new ArrayList<>();
    for (Map.Entry<String, Photo> upload : uploads.entrySet()) {
      try {
        tell(cloud, new Verdict(lines).edited(outcome(cloud, upload.getKey())));
      } catch (RunException failure) {
        if (uploads.size() == 1 || !failure.log().isEmpty()) {
          throw failure;
        }
        console.say(upload.getValue().file() + ": " + failure.sentence());
        failures.add(failure);
      }
    }
    if (!failures.isEmpty()) {
      throw RunException.notEdited(
          "%d of %d pictures were not edited.".formatted(failures.size(), uploads.size()));
    }
  }

  private void upload(LocalCloud cloud, String key, Photo photo) {
    cloud.upload(key, photo.content(), photo.contentType());
    console.step(
        "Upload",
        "%s, %s, as %s"
            .formatted(
                photo.file(), Sizes.readable(photo.bytes()), cloud.file(LocalCloud.UPLOADS, key)));
  }

  /** Waits for the picture's outcome, or for an invocation that brings none. */
  private Outcome outcome(LocalCloud cloud, String key) throws InterruptedException {
    while (!isTold(cloud, key, LOOK)) {
      Optional<Result> result = ended.getAndSet(Optional.empty());
      if (result.isEmpty()) {
        continue;
      }
      boolean failed = Incidents.sentence(result.get()).isPresent();
      if (!isTold(cloud, key, PATIENCE) && (failed || isIdle(cloud))) {
        throw new Verdict(lines).withoutOutcome(result.get());
      }
    }
    return cloud.edits().find(LocalCloud.UPLOADS, key).flatMap(Edit::outcome).orElseThrow();
  }

  private static boolean isTold(LocalCloud cloud, String key, Duration patience)
      throws InterruptedException {
    return cloud
        .edits()
        .await(
            edits -> edits.find(LocalCloud.UPLOADS, key).flatMap(Edit::outcome).isPresent(),
            patience);
  }

  private static boolean isIdle(LocalCloud cloud) {
    return cloud.busy() == 0 && cloud.waiting() == 0;
  }

  private void tell(LocalCloud cloud, Outcome outcome) {
    StoredBlob edited =
        cloud
            .object(outcome.outputBucket(), outcome.outputKey())
            .orElseThrow(
                () -> RunException.notEdited("The function says edited, but there is no result."));
    console.step(
        "Edited",
        "in %s s; %s, %s"
            .formatted(
                Seconds.readable(outcome.took()),
                edited.contentType(),
                Sizes.readable(edited.bytes().length)));
    console.result(cloud.file(outcome.outputBucket(), outcome.outputKey()).toString());
  }

  private void remindOfStandIn(EditApi api) {
    if (api.isStandIn()) {
      console.say(
          "This was a stand-in: it filters the picture and writes the prompt into it; nothing left "
              + "this machine. For a real edit, run it with STEP_API_KEY=your-key.");
    }
  }
}
