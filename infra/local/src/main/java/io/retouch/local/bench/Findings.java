package io.retouch.local.bench;

import io.retouch.local.bench.Finding.Unit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Everything that was measured, in the order in which it was first told. */
final class Findings {
  private final Map<Key, List<Double>> values = new LinkedHashMap<>();

  private record Key(String figure, String scene, String contestant, Unit unit) {}

  /** Adds a value to its series. */
  void add(String figure, String scene, String contestant, Unit unit, double value) {
    values
        .computeIfAbsent(new Key(figure, scene, contestant, unit), key -> new ArrayList<>())
        .add(value);
  }

  /** Each series, summed up. */
  List<Finding> all() {
    List<Finding> all = new ArrayList<>();
    for (Map.Entry<Key, List<Double>> entry : values.entrySet()) {
      all.add(finding(entry.getKey(), entry.getValue()));
    }
    return List.copyOf(all);
  }

  private static Finding finding(Key key, Collection<Double> series) {
    return new Finding(key.figure(), key.scene(), key.contestant(), key.unit(), Summary.of(series));
  }

  /** The other contestant's finding of the same figure in the same scene. */
  static Optional<Finding> counterpart(List<Finding> all, Finding of, String contestant) {
    return all.stream()
        .filter(other -> other.figure().equals(of.figure()))
        .filter(other -> other.scene().equals(of.scene()))
        .filter(other -> other.contestant().equals(contestant))
        .findFirst();
  }

  /** The median as a multiple of the other contestant's; empty where that has none, or zero. */
  static OptionalDouble ratio(List<Finding> all, Finding of, String contestant) {
    return counterpart(all, of, contestant)
        .filter(other -> !other.contestant().equals(of.contestant()))
        .map(other -> of.summary().median() / other.summary().median())
        .filter(Double::isFinite)
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }
}
