package io.retouch.http;

import io.retouch.http.HttpSettings.Offer;
import io.retouch.preset.Preset;
import io.retouch.preset.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a caller may use: presets, and objects that they edit. */
@ApplicationScoped
class Offers {
  /** How often a key may be encoded to hide where it leads. */
  private static final int DECODINGS = 4;

  private static final Pattern ENCODED = Pattern.compile("%([0-9a-fA-F]{2})");

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
        !leadsElsewhere(key)
            && settings
                .presetFor(bucket.orElse(preset.match().bucket()), key)
                .filter(preset::equals)
                .isPresent();
    if (!own) {
      throw ApiException.of(ErrorCode.KEY_NOT_ALLOWED, "key", ErrorCode.KEY_NOT_ALLOWED.sentence());
    }
  }

  /** Whether a key climbs out of its prefix for anybody who decodes it, however often. */
  static boolean leadsElsewhere(String key) {
    String decoded = key;
    for (int round = 0; round < DECODINGS; round++) {
      if (climbs(decoded)) {
        return true;
      }
      String next = decode(decoded);
      if (next.equals(decoded)) {
        return false;
      }
      decoded = next;
    }
    return true;
  }

  private static boolean climbs(String key) {
    boolean control = key.codePoints().anyMatch(Character::isISOControl);
    if (key.isEmpty() || key.startsWith("/") || control) {
      return true;
    }
    return List.of(key.split("[/\\\\]", -1)).stream()
        .anyMatch(segment -> segment.equals("..") || segment.equals("."));
  }

  /** Only what is ASCII matters here; a per cent sign that encodes nothing stands for itself. */
  private static String decode(String text) {
    return ENCODED
        .matcher(text)
        .replaceAll(
            match -> {
              int code = Integer.parseInt(match.group(1), 16);
              return Matcher.quoteReplacement(
                  code < 128 ? String.valueOf((char) code) : match.group());
            });
  }

  private static ApiException missing(String param) {
    return ApiException.of(
        ErrorCode.PRESET_NOT_FOUND,
        param,
        "There is no such preset for this caller; GET /v1/presets lists those that are.");
  }
}
