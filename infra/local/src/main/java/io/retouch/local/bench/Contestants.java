package io.retouch.local.bench;

import io.retouch.local.bench.BenchServers.Fronts;
import io.retouch.local.bench.Scene.Network;
import io.retouch.local.host.FunctionArtifact;
import io.retouch.local.host.HostLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Everybody who takes part, in one scene after the other.
 *
 * @param artifacts the builds of the function, at least one; the first is the one whose calls the
 *     floor replays
 * @param configuration the file with {@link BenchPresets}
 */
record Contestants(
    BenchServers servers,
    List<FunctionArtifact> artifacts,
    Path configuration,
    HostLimits limits,
    NoisePictures pictures) {

  Contestants {
    artifacts = List.copyOf(artifacts);
    if (artifacts.isEmpty()) {
      throw new BenchException("There is no build of the function to be measured.");
    }
  }

  /**
   * The requests of one edit.
   *
   * @param cold of a process that has just started
   * @param warm of one that has edited before
   */
  record Recording(List<Step> cold, List<Step> warm) {
    Recording {
      cold = List.copyOf(cold);
      warm = List.copyOf(warm);
    }
  }

  Stage stage(Scene scene) {
    return new Stage(servers, scene, pictures);
  }

  /** The builds of the function, each as a fresh process at its first edit. */
  List<Contestant> functions(Stage stage) {
    List<Contestant> functions = new ArrayList<>();
    Network network = stage.scene().network();
    for (FunctionArtifact artifact : artifacts) {
      functions.add(open(artifact, servers.across(network), servers.options(network), stage));
    }
    return functions;
  }

  /** A build whose calls pass through the recorders. */
  FunctionContestant recorded(FunctionArtifact artifact, Stage stage) {
    return open(artifact, servers.recorded(), List.of(), stage);
  }

  private FunctionContestant open(
      FunctionArtifact artifact, Fronts fronts, List<String> options, Stage stage) {
    return FunctionContestant.open(
        artifact,
        configuration,
        servers.variables(fronts, stage.scene().ledger()),
        options,
        limits,
        stage);
  }

  /**
   * Records an edit for the floor. The store takes its signatures for fifteen minutes, so a scene
   * has its own recording.
   */
  Recording record(Stage stage) throws InterruptedException {
    try (FunctionContestant function = recorded(artifacts.get(0), stage)) {
      Step.taken(servers.recorders());
      function.edit();
      List<Step> cold = Step.taken(servers.recorders());
      function.edit();
      Step.taken(servers.recorders());
      function.edit();
      return new Recording(cold, Step.taken(servers.recorders()));
    }
  }
}
