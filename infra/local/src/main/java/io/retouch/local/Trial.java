package io.retouch.local;

import io.retouch.local.host.FunctionArtifact;
import io.retouch.local.host.HostLimits;
import io.retouch.local.host.Result;
import io.retouch.parts.StoredBlob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Sends one picture through the local cloud, from the upload to the edited file. */
final class Trial {
  private final Checkout checkout;
  private final Path data;
  private final HostLimits limits;
  private final Map<String, String> caller;
  private final Console console;
  private final FunctionLog log;

  /**
   * @param data where the buckets' folders lie
   * @param caller the caller's environment
   * @param verbose whether everything that the function prints is shown
   */
  Trial(
      Checkout checkout,
      Path data,
      HostLimits limits,
      Map<String, String> caller,
      Console console,
      boolean verbose) {
    this.checkout = checkout;
    this.data = data.toAbsolutePath().normalize();
    this.limits = limits;
    this.caller = Map.copyOf(caller);
    this.console = console;
    this.log = new FunctionLog(verbose ? Optional.of(console::functionLine) : Optional.empty());
  }

  /**
   * Edits the picture and says where the result lies.
   *
   * @param presetName the first preset of the file where empty
   * @throws RunException if it was not edited
   */
  void edit(Path file, Optional<String> presetName) throws InterruptedException {
    Photo photo = Photo.at(file);
    PresetFile presets = PresetFile.read(checkout.presets());
    LocalPreset preset = presetName.map(presets::named).orElseGet(presets::first);
    String key = preset.keyFor(photo.name());
    FunctionArtifact artifact = artifact();
    try (EditApi api = EditApi.choose(preset, caller)) {
      introduce(artifact, api, presets, preset);
      try (LocalCloud cloud =
          LocalCloud.start(data, artifact, presets.file(), variables(presets, api), limits, log)) {
        edit(cloud, photo, key);
      }
      remindOfStandIn(api);
    }
  }

  private void edit(LocalCloud cloud, Photo photo, String key) throws InterruptedException {
    UploadEvent event = cloud.upload(key, photo);
    console.step(
        "Upload",
        "%s, %s, as %s"
            .formatted(
                photo.file(), Sizes.readable(photo.bytes()), cloud.file(LocalCloud.UPLOADS, key)));
    console.step("Event", "delivered to the function, which now starts and edits");
    long start = System.nanoTime();
    Result result = cloud.deliver(event);
    Outcome outcome = new Verdict(log).edited(result);
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    StoredBlob edited =
        cloud
            .object(outcome.outputBucket(), outcome.outputKey())
            .orElseThrow(
                () -> RunException.notEdited("The function says edited, but there is no result."));
    console.step(
        "Edited",
        "in %s s; %s, %s"
            .formatted(
                Seconds.readable(taken),
                edited.contentType(),
                Sizes.readable(edited.bytes().length)));
    console.result(cloud.file(outcome.outputBucket(), outcome.outputKey()).toString());
  }

  private FunctionArtifact artifact() {
    try {
      return FunctionArtifact.open(
          checkout.artifact(), FunctionArtifact.FUNQY_HANDLER, checkout.runtimeClient());
    } catch (IOException e) {
      throw RunException.usage(
          "The function " + checkout.artifact() + " is missing or damaged; build it again.");
    }
  }

  private void introduce(
      FunctionArtifact artifact, EditApi api, PresetFile presets, LocalPreset preset) {
    String kind =
        artifact.kind() == FunctionArtifact.Kind.NATIVE
            ? "native executable"
            : "JVM build, by AWS's runtime interface client";
    console.step("Function", kind + " (" + checkout.artifact() + ")");
    console.step("Edit API", api.description());
    console.step(
        "Preset", preset.name() + " (of " + presets.names() + " in " + presets.file() + ")");
  }

  private void remindOfStandIn(EditApi api) {
    if (api.isStandIn()) {
      console.say(
          "This was a stand-in: it filters the picture and writes the prompt into it; nothing left "
              + "this machine. For a real edit, run it with STEP_API_KEY=your-key.");
    }
  }

  /** What the preset file refers to, and the key where one is set; nothing else of the caller. */
  private Map<String, String> variables(PresetFile presets, EditApi api) {
    Map<String, String> variables = new HashMap<>();
    for (String name : presets.variables()) {
      String value = caller.get(name);
      if (value != null) {
        variables.put(name, value);
      }
    }
    variables.putAll(api.variables());
    return variables;
  }
}
