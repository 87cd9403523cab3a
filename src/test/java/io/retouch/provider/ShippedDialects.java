package io.retouch.provider;

import io.retouch.preset.DialectRules;
import java.util.List;

/** The dialects as they are shipped, for tests of configurations that are shipped. */
public final class ShippedDialects {
  private ShippedDialects() {}

  public static List<DialectRules> all() {
    return List.copyOf(Calls.DIALECTS);
  }
}
