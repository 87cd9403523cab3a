package io.retouch.local.bench;

import io.retouch.local.host.FunctionArtifact;
import io.retouch.local.host.FunctionArtifact.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which builds of the function are measured.
 *
 * @param root the repository's folder
 * @param nativeZip the executable that the caller names
 * @param jvmZip the JVM build that the caller names
 */
record BenchArtifacts(Path root, Optional<Path> nativeZip, Optional<Path> jvmZip) {
  BenchArtifacts {
    Objects.requireNonNull(root, "root");
    Objects.requireNonNull(nativeZip, "nativeZip");
    Objects.requireNonNull(jvmZip, "jvmZip");
  }

  /**
   * The executable first: the floor replays what it sends.
   *
   * @throws IllegalArgumentException if there is none, or one is missing, damaged or the other kind
   */
  List<FunctionArtifact> find() {
    Path built = root.resolve("functions/upload/target/function.zip");
    Path own = root.resolve("infra/local/target/bench/jvm.zip");
    List<FunctionArtifact> found = new ArrayList<>();
    nativeZip
        .or(() -> existing(built, Kind.NATIVE))
        .ifPresent(zip -> found.add(artifact(zip, Kind.NATIVE)));
    jvmZip
        .or(() -> existing(own, Kind.JVM))
        .or(() -> existing(built, Kind.JVM))
        .ifPresent(zip -> found.add(artifact(zip, Kind.JVM)));
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "There is no build of the function; build functions/upload, or name a ZIP.");
    }
    return List.copyOf(found);
  }

  private Optional<Path> existing(Path zip, Kind kind) {
    return Files.isRegularFile(zip) && open(zip).kind() == kind
        ? Optional.of(zip)
        : Optional.empty();
  }

  private FunctionArtifact artifact(Path zip, Kind kind) {
    FunctionArtifact artifact = open(zip);
    if (artifact.kind() != kind) {
      throw new IllegalArgumentException(zip + " holds the other kind of build.");
    }
    return artifact;
  }

  private FunctionArtifact open(Path zip) {
    try {
      return FunctionArtifact.open(
          zip, FunctionArtifact.FUNQY_HANDLER, root.resolve("infra/local/target/ric"));
    } catch (IOException e) {
      throw new IllegalArgumentException("The function " + zip + " is missing or damaged.", e);
    }
  }
}
