package io.retouch.local.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's rows as its writes have made them, one after the other, and what they tell of each
 * edit. Safe for threads.
 */
final class Places {
  private static final String CLAIMED = "CLAIMED";

  private final Story story;
  private final Map<String, Map<String, String>> rows = new HashMap<>();
  private final Map<String, List<Episode>> episodes = new HashMap<>();
  private final Map<String, Integer> callsOfPicture = new HashMap<>();
  private final List<String> violations = new ArrayList<>();

  Places(Story story) {
    this.story = story;
  }

  /**
   * A change that the table has made.
   *
   * @param row the row's key in the table
   * @param withBudget whether the day's budget was changed with it
   */
  synchronized void changed(
      String row, Map<String, JsonNode> set, Set<String> removed, boolean withBudget) {
    if (!row.startsWith("place#")) {
      return;
    }
    Map<String, String> now = rows.computeIfAbsent(row, unused -> new HashMap<>());
    set.forEach((name, value) -> now.put(name, text(value)));
    removed.forEach(now::remove);
    String key = key(row);
    story.tell(key, "ledger: " + told(set));
    List<Episode> all = episodes.computeIfAbsent(key, unused -> new ArrayList<>());
    if (set.containsKey("edit")) {
      begin(all, key, now);
    }
    if (!all.isEmpty()) {
      learn(all.get(all.size() - 1), set, now, withBudget);
    }
  }

  private static void begin(List<Episode> all, String key, Map<String, String> now) {
    String edit = now.getOrDefault("edit", "");
    boolean fresh =
        CLAIMED.equals(now.get("state"))
            && number(now, "attempt") == 0
            && number(now, "unknowns") == 0;
    if (!fresh) {
      // The row is given back to the edit that had it before a claim that came to nothing.
      for (int i = all.size() - 1; i >= 0; i--) {
        if (all.get(i).edit().equals(edit)) {
          all.add(all.remove(i));
          return;
        }
      }
    }
    all.add(new Episode(key, edit));
  }

  private static void learn(
      Episode episode, Map<String, JsonNode> set, Map<String, String> now, boolean withBudget) {
    if (!set.containsKey("state") || set.containsKey("edit")) {
      return;
    }
    int attempt = number(now, "attempt");
    switch (now.getOrDefault("state", "")) {
      case "SUBMITTED" -> episode.submitted(attempt);
      case "DONE" -> episode.done();
      case "PARKED" -> {
        if (!"crashed".equals(now.get("code"))) {
          episode.unknown(attempt);
        }
      }
      case CLAIMED -> {
        if (withBudget) {
          episode.givenBack(attempt);
        } else if (set.containsKey("unknowns")) {
          episode.unknown(attempt);
        }
      }
      default -> {
        return;
      }
    }
  }

  /** A call has reached the edit API, with this picture. */
  synchronized void called(String key, String picture) {
    Map<String, String> row = rows.getOrDefault(Album.row(key), Map.of());
    List<Episode> all = episodes.getOrDefault(key, List.of());
    int nth = callsOfPicture.merge(picture, 1, Integer::sum) - 1;
    String state = row.getOrDefault("state", "no row");
    int attempt = number(row, "attempt");
    story.tell(key, "the API is called with " + picture + ", the row is " + state + " " + attempt);
    if (all.isEmpty() || !"SUBMITTED".equals(state)) {
      violations.add(key + ": the API was called while the ledger said " + state);
      return;
    }
    Episode episode = all.get(all.size() - 1);
    if (episode.calls().stream().anyMatch(call -> call.attempt() == attempt)) {
      violations.add(key + ": the API was called twice for submission " + attempt);
    }
    episode.called(new Episode.Call(attempt, picture, nth));
  }

  /** Calls that the ledger did not know of. */
  synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  /** Every edit that had a place. */
  synchronized List<Episode> episodes() {
    return episodes.values().stream().flatMap(List::stream).toList();
  }

  /** The source's key, from its row's: place#edited/link/017.{ext} is uploads/link/017.png. */
  static String key(String row) {
    return row.replaceFirst("^place#[^/]+/", "uploads/").replace("{ext}", "png");
  }

  private static String told(Map<String, JsonNode> set) {
    List<String> told = new ArrayList<>();
    for (String name :
        List.of("edit", "state", "attempt", "unknowns", "crashes", "owner", "leaseEnd", "code")) {
      if (set.containsKey(name)) {
        String value = text(set.get(name));
        told.add(name + "=" + (value.length() > 13 ? value.substring(0, 8) : value));
      }
    }
    return String.join(" ", told);
  }

  private static String text(@Nullable JsonNode value) {
    return value == null ? "" : value.path("S").asText(value.path("N").asText(""));
  }

  private static int number(Map<String, String> row, String name) {
    String value = row.getOrDefault(name, "0");
    return value.isEmpty() ? 0 : Integer.parseInt(value);
  }
}
