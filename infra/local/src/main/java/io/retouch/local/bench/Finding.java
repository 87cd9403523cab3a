package io.retouch.local.bench;

import java.util.Objects;

/**
 * What one contestant showed in one scene.
 *
 * @param figure what was measured
 * @param scene under which conditions
 * @param contestant whose it is
 */
record Finding(String figure, String scene, String contestant, Unit unit, Summary summary) {
  Finding {
    Objects.requireNonNull(figure, "figure");
    Objects.requireNonNull(scene, "scene");
    Objects.requireNonNull(contestant, "contestant");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(summary, "summary");
  }

  /** Of what a value is a number. */
  enum Unit {
    MILLISECONDS("ms"),
    MEGABYTES("MB"),
    GIGABYTE_SECONDS("GB-s"),
    /** Without a unit. */
    RATIO("");

    private final String sign;

    Unit(String sign) {
      this.sign = sign;
    }

    /** As it is written behind a number; may be empty. */
    String sign() {
      return sign;
    }
  }
}
