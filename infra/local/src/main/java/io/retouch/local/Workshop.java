package io.retouch.local;

import io.retouch.local.cloud.CloudSettings;
import io.retouch.local.host.FunctionArtifact;
import io.retouch.local.host.HostLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a run is made of: the artifact, the presets, and who edits.
 *
 * @param presets the configuration that a person edits
 * @param data where the buckets' folders lie
 * @param named the server of {@code --edit-api}
 * @param caller the caller's environment
 * @param limits what a function may use
 * @param asked what the command line asks of the cloud
 */
record Workshop(
    Checkout checkout,
    PresetFile presets,
    Path data,
    Optional<URI> named,
    Map<String, String> caller,
    HostLimits limits,
    UnaryOperator<CloudSettings> asked) {

  Workshop {
    caller = Map.copyOf(caller);
  }

  /** The edit API for these presets, started where it is the stand-in. */
  EditApi editApi(List<LocalPreset> used) {
    return EditApi.choose(used, named, caller);
  }

  /**
   * What the cloud needs.
   *
   * @throws RunException if the artifact is missing or damaged
   */
  CloudSettings settings(EditApi api) {
    return asked.apply(
        CloudSettings.of(data, artifact(), presets.file(), variables(api)).keepingLedger());
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

  /** Says which function runs, and who edits. */
  void introduce(Console console, EditApi api) {
    String kind =
        artifact().kind() == FunctionArtifact.Kind.NATIVE
            ? "native executable"
            : "JVM build, by AWS's runtime interface client";
    console.step("Function", kind + " (" + checkout.artifact() + ")");
    console.step("Edit API", api.description());
  }

  /** What the preset file refers to, and the key where one is set; nothing else of the caller. */
  private Map<String, String> variables(EditApi api) {
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
