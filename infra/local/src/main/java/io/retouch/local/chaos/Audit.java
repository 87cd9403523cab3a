package io.retouch.local.chaos;

import io.retouch.parts.LocalEditApi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether everything was paid for once. An edit is an {@link Episode}; what was paid is what the
 * edit API has made, whether its answer arrived or not.
 */
final class Audit {
  private static final int MOST_PAID = 2;

  private final Album album;
  private final List<Episode> episodes;
  private final Map<String, List<Boolean>> paid = new HashMap<>();
  private final Map<String, String> shas = new HashMap<>();
  private final List<Violation> violations = new ArrayList<>();
  private final int allPaid;
  private final int reserved;
  private int edits;
  private int unknowns;
  private int unpaidUnknowns;

  /**
   * A rule that was broken.
   *
   * @param key of the picture; empty where it is no single picture's
   */
  record Violation(String key, String sentence) {}

  /**
   * A call on the edit API's bill.
   *
   * @param sha256 of the picture that was sent
   * @param paid whether a result was made
   */
  record Billed(String sha256, boolean paid) {}

  /** The bill of the stand-in. */
  static List<Billed> billOf(LocalEditApi api) {
    return api.calls().stream().map(call -> new Billed(call.fileSha256(), call.paid())).toList();
  }

  /** The sums. */
  record Sums(int edits, int paid, int unknowns, int reserved, int unpaidUnknowns) {}

  /**
   * @param calls the edit API's calls in their order
   * @param reserved what the days' budgets have counted
   */
  Audit(Album album, Places places, List<Billed> calls, int reserved) {
    this.album = album;
    this.episodes = places.episodes();
    this.allPaid = (int) calls.stream().filter(Billed::paid).count();
    this.reserved = reserved;
    for (Billed call : calls) {
      paid.computeIfAbsent(call.sha256(), unused -> new ArrayList<>()).add(call.paid());
    }
    places.violations().forEach(sentence -> broken(sentence.split(": ", 2)[0], sentence));
  }

  /** Checks every rule of payment. */
  List<Violation> check() {
    Map<String, Integer> paidEpisodes = new HashMap<>();
    for (Episode episode : episodes) {
      List<Episode.Call> calls = episode.calls().stream().filter(this::isPaid).toList();
      check(episode, calls);
      calls.stream()
          .map(Episode.Call::picture)
          .distinct()
          .forEach(picture -> paidEpisodes.merge(picture, 1, Integer::sum));
    }
    paidEpisodes.forEach(
        (picture, times) -> {
          if (times > album.runs(picture)) {
            broken(
                keyOf(picture),
                "%s was paid for as %d edits, and uploaded as %d"
                    .formatted(picture, times, album.runs(picture)));
          }
        });
    if (allPaid < edits || allPaid > edits + unknowns) {
      broken(
          "",
          "%d calls were paid for %d edits with %d named unknowns"
              .formatted(allPaid, edits, unknowns));
    }
    if (reserved - allPaid != unpaidUnknowns) {
      broken(
          "",
          "the budget counts %d, %d were paid, and %d named unknowns were never run"
              .formatted(reserved, allPaid, unpaidUnknowns));
    }
    return List.copyOf(violations);
  }

  private void check(Episode episode, List<Episode.Call> calls) {
    Set<Integer> paidAttempts = new HashSet<>();
    calls.forEach(call -> paidAttempts.add(call.attempt()));
    unknowns += episode.unknowns().size();
    unpaidUnknowns +=
        (int) episode.unknowns().stream().filter(n -> !paidAttempts.contains(n)).count();
    if (!calls.isEmpty() || episode.isDone()) {
      edits++;
    }
    if (episode.isDone() && calls.isEmpty()) {
      broken(episode.key(), "an edit is done, and nothing was paid for it");
    }
    if (calls.size() > 1 + episode.unknowns().size() || calls.size() > MOST_PAID) {
      broken(
          episode.key(),
          "edit %s was paid %d times, with %d named unknowns"
              .formatted(episode.edit(), calls.size(), episode.unknowns().size()));
    }
    if (episode.givenBack().stream().anyMatch(paidAttempts::contains)) {
      broken(episode.key(), "the price of a paid call was given back");
    }
    if (calls.stream().map(Episode.Call::picture).distinct().count() > 1) {
      broken(episode.key(), "one edit has sent two different pictures");
    }
  }

  private boolean isPaid(Episode.Call call) {
    List<Boolean> ofPicture = paid.getOrDefault(sha256(call.picture()), List.of());
    return call.nth() < ofPicture.size() && ofPicture.get(call.nth());
  }

  private String sha256(String marker) {
    return shas.computeIfAbsent(marker, Audit::sha256Of);
  }

  private static String sha256Of(String marker) {
    return Picture.parse(marker).map(picture -> Digests.hex("SHA-256", picture.bytes())).orElse("");
  }

  private static String keyOf(String marker) {
    return Picture.parse(marker).map(Picture::key).orElse("");
  }

  private void broken(String key, String sentence) {
    violations.add(new Violation(key, sentence));
  }

  /** After {@link #check()}. */
  Sums sums() {
    return new Sums(edits, allPaid, unknowns, reserved, unpaidUnknowns);
  }
}
