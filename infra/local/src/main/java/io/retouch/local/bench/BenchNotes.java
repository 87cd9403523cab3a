package io.retouch.local.bench;

import io.retouch.local.host.FunctionArtifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a reader has to know to read the figures. */
final class BenchNotes {
  private static final double MEGABYTE = 1_000_000;

  private BenchNotes() {}

  static List<String> of(Machine machine, List<FunctionArtifact> artifacts, BenchPlan plan) {
    List<String> notes = new ArrayList<>();
    for (FunctionArtifact artifact : artifacts) {
      notes.add(
          String.format(
              Locale.ROOT,
              "The zip of the %s build has %.1f MB.",
              artifact.kind() == FunctionArtifact.Kind.NATIVE ? Contestant.NATIVE : Contestant.JVM,
              megabytes(artifact)));
    }
    if (artifacts.stream().noneMatch(each -> each.kind() == FunctionArtifact.Kind.NATIVE)) {
      notes.add("There was no executable to measure.");
    }
    if (artifacts.stream().noneMatch(each -> each.kind() == FunctionArtifact.Kind.JVM)) {
      notes.add("There was no JVM build to measure.");
    }
    notes.add(
        "The servers run in the bench's own process, warmed by %d edits of the floor."
            .formatted(plan.serverWarmUp()));
    notes.add(
        "Each contestant made %d edits before its warm ones were measured."
            .formatted(plan.warmUp()));
    notes.add(
        "The floor is one thread that replays the requests of one edit over plain sockets; its"
            + " first edit opens its connections, its warm ones keep them.");
    notes.add("MB of memory are 1,048,576 bytes, MB of pictures and zips 1,000,000.");
    if (machine.isBusy()) {
      notes.add("Others were at work on the machine: these figures are for trying only.");
    }
    return List.copyOf(notes);
  }

  private static double megabytes(FunctionArtifact artifact) {
    try {
      return Files.size(artifact.zip()) / MEGABYTE;
    } catch (IOException e) {
      throw new UncheckedIOException("The function " + artifact.zip() + " cannot be read.", e);
    }
  }
}
