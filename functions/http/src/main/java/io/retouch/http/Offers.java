package io.retouch.http;

import io.retouch.http.HttpSettings.Offer;
import io.retouch.preset.KeyPaths;
import io.retouch.preset.Preset;
import io.retouch.preset.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** What a caller may use: presets, and objects that they edit. */
@ApplicationScoped
class Offers {
  private final HttpSettings http;
  private final Settings settings;

  @Inject
  Offers(HttpSettings http, Settings settings) {
    this.http = http;
    this.settings = settings;
  }

  /** All that the caller may use, in the order of their names. */
  List<Offer> of(Caller caller) {
    return http.offers().stream().filter(offer -> offer.isFor(caller)).toList();
  }

  /**
   * The preset of that name. One that is for others is not there.
   *
   * @param param the field that names it
   */
  Offer preset(Caller caller, String param, String name) {
    return of(caller).stream()
        .filter(offer -> offer.preset().name().equals(name))
        .findFirst()
        .orElseThrow(() -> missing(param));
  }

  /** The preset that a model's name stands for; without a name the only one that there is. */
  Offer model(Caller caller, Optional<String> model) {
    List<Offer> usable = of(caller);
    if (model.isEmpty()) {
      if (usable.size() == 1) {
        return usable.get(0);
      }
      throw ApiException.of(
          ErrorCode.MISSING_FIELD, "model", "Name a preset in model; GET /v1/presets lists them.");
    }
    Optional<Offer> alias = Optional.ofNullable(http.models().get(model.get()));
    return alias
        .filter(offer -> offer.isFor(caller))
        .orElseGet(() -> preset(caller, "model", model.get()));
  }

  /**
   * Lets through only keys of objects that this very preset edits. Asks no store.
   *
   * @param bucket the preset's own where the caller names none
   */
  void requireSource(Preset preset, Optional<String> bucket, String key) {
    boolean own =
        !KeyPaths.leadsElsewhere(key)
            && settings
                .presetFor(bucket.orElse(preset.match().bucket()), key)
                .filter(preset::equals)
                .isPresent();
    if (!own) {
      throw ApiException.of(ErrorCode.KEY_NOT_ALLOWED, "key", ErrorCode.KEY_NOT_ALLOWED.sentence());
    }
  }

  private static ApiException missing(String param) {
    return ApiException.of(
        ErrorCode.PRESET_NOT_FOUND,
        param,
        "There is no such preset for this caller; GET /v1/presets lists those that are.");
  }
}
