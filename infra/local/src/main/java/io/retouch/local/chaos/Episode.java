package io.retouch.local.chaos;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One edit at its place, from the claim that began it until another edit took the place: what the
 * issue calls an edit. The same content uploaded again after another one begins a new episode.
 */
final class Episode {
  private final String key;
  private final String edit;
  private final Set<Integer> submitted = new HashSet<>();
  private final Set<Integer> givenBack = new HashSet<>();
  private final Set<Integer> unknown = new HashSet<>();
  private final List<Call> calls = new ArrayList<>();
  private boolean done;

  /**
   * A call as it reached the edit API.
   *
   * @param attempt the ledger's number of the call when it arrived
   * @param picture the marker of what was sent
   * @param nth its number among all calls with this picture, from 0
   */
  record Call(int attempt, String picture, int nth) {}

  Episode(String key, String edit) {
    this.key = key;
    this.edit = edit;
  }

  String key() {
    return key;
  }

  String edit() {
    return edit;
  }

  void submitted(int attempt) {
    submitted.add(attempt);
  }

  void givenBack(int attempt) {
    givenBack.add(attempt);
  }

  void unknown(int attempt) {
    unknown.add(attempt);
  }

  void done() {
    done = true;
  }

  void called(Call call) {
    calls.add(call);
  }

  boolean isDone() {
    return done;
  }

  boolean wasSubmitted() {
    return !submitted.isEmpty();
  }

  Set<Integer> unknowns() {
    return Set.copyOf(unknown);
  }

  Set<Integer> givenBack() {
    return Set.copyOf(givenBack);
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }
}
