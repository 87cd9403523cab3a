package io.retouch.local.chaos;

import io.retouch.local.cloud.LocalCloud;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Which pictures were put under which key, in their order. Safe for threads. */
final class Album {
  private final Map<String, List<Picture>> puts = new LinkedHashMap<>();

  synchronized void put(Picture picture) {
    puts.computeIfAbsent(picture.key(), unused -> new ArrayList<>()).add(picture);
  }

  synchronized List<String> keys() {
    return List.copyOf(puts.keySet());
  }

  /** What lies there in the end. */
  synchronized Picture last(String key) {
    List<Picture> all = puts.getOrDefault(key, List.of());
    return all.get(all.size() - 1);
  }

  /** How many different contents a key has had. */
  synchronized int versions(String key) {
    TreeSet<Integer> versions = new TreeSet<>();
    puts.getOrDefault(key, List.of()).forEach(picture -> versions.add(picture.version()));
    return versions.size();
  }

  /** How often this content came after another one: so often it may be paid for. */
  synchronized int runs(String marker) {
    int runs = 0;
    for (List<Picture> all : puts.values()) {
      String before = "";
      for (Picture picture : all) {
        if (picture.marker().equals(marker) && !before.equals(marker)) {
          runs++;
        }
        before = picture.marker();
      }
    }
    return runs;
  }

  /** The ledger's row of a key's place. */
  static String row(String key) {
    return "place#"
        + LocalCloud.EDITED
        + "/"
        + key.substring("uploads/".length()).replace(".png", ".{ext}");
  }

  /** Where a key's result lies. */
  static String result(String key) {
    return key.substring("uploads/".length());
  }

  /** Where a key's report lies. */
  static String report(String key) {
    String preset = key.split("/", -1)[1];
    return preset + "-rejected/" + key + ".json";
  }
}
