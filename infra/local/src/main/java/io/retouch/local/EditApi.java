package io.retouch.local;

import io.retouch.parts.LocalEditApi;
import java.util.Map;
import java.util.Optional;

/** Who edits the picture: the stand-in of this process, or whoever the caller holds a key for. */
final class EditApi implements AutoCloseable {
  private static final String KEY = "STEP_API_KEY";
  private static final String BASE_URL = "STEP_BASE_URL";
  private static final String STEPFUN = "https://api.stepfun.com/v1";

  private final Optional<LocalEditApi> standIn;
  private final Map<String, String> variables;
  private final String description;

  private EditApi(
      Optional<LocalEditApi> standIn, Map<String, String> variables, String description) {
    this.standIn = standIn;
    this.variables = Map.copyOf(variables);
    this.description = description;
  }

  /**
   * Starts the stand-in unless {@code STEP_API_KEY} is set, or the preset's provider takes its base
   * URL from elsewhere.
   *
   * @param caller the caller's environment
   * @throws RunException if it names a server but no key
   */
  static EditApi choose(LocalPreset preset, Map<String, String> caller) {
    String key = caller.getOrDefault(KEY, "").strip();
    String baseUrl = caller.getOrDefault(BASE_URL, "").strip();
    if (!preset.baseUrl().contains("${" + BASE_URL)) {
      return new EditApi(
          Optional.empty(), Map.of(), real("the provider " + preset.provider() + " as configured"));
    }
    if (!key.isEmpty()) {
      String url = baseUrl.isEmpty() ? STEPFUN : baseUrl;
      return new EditApi(Optional.empty(), Map.of(KEY, key, BASE_URL, url), real(url));
    }
    if (!baseUrl.isEmpty()) {
      throw RunException.usage(
          "STEP_BASE_URL is set, but STEP_API_KEY is not; set both, or none for the stand-in.");
    }
    LocalEditApi api = LocalEditApi.builder().port(0).apiKey("local-key").start();
    Map<String, String> variables =
        Map.of(
            KEY,
            api.apiKey(),
            BASE_URL,
            api.baseUrl().toString(),
            "RETOUCH_LOCAL_STAND_IN",
            "true");
    return new EditApi(Optional.of(api), variables, "a stand-in on this machine");
  }

  private static String real(String who) {
    return who + "; the picture is sent there, and the edit may cost money";
  }

  boolean isStandIn() {
    return standIn.isPresent();
  }

  /** For the person, without the key. */
  String description() {
    return description;
  }

  /** What the function's configuration refers to. */
  Map<String, String> variables() {
    return variables;
  }

  @Override
  public void close() {
    standIn.ifPresent(LocalEditApi::close);
  }
}
