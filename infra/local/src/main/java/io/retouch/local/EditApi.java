package io.retouch.local;

import io.retouch.parts.Api;
import io.retouch.parts.LocalEditApi;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who edits the picture: the stand-in of this process, or whoever the caller holds a key for. */
final class EditApi implements AutoCloseable {
  private static final String KEY = "STEP_API_KEY";
  private static final String BASE_URL = "STEP_BASE_URL";
  private static final String PRIVATE = "RETOUCH_LOCAL_STAND_IN";

  /** Where the other APIs' base URLs and keys come from. */
  private static final Map<Api, Access> OTHERS =
      Map.of(
          Api.MODELVERSE, new Access("MODELVERSE_BASE_URL", "MODELVERSE_API_KEY"),
          Api.OPENAI, new Access("OPENAI_BASE_URL", "OPENAI_API_KEY"));

  private static final String STEPFUN = "https://api.stepfun.com/v1";

  /** For a server of one's own that asks for no key; the function edits nothing without one. */
  private static final String ANY_KEY = "local-key";

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

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
   * Starts the stand-in unless another server is named, {@code STEP_API_KEY} is set, or no preset's
   * provider takes its base URL from {@code STEP_BASE_URL}.
   *
   * @param named the server of {@code --edit-api}
   * @param caller the caller's environment
   * @throws RunException if it names a server but no key
   */
  static EditApi choose(
      List<LocalPreset> presets, Optional<URI> named, Map<String, String> caller) {
    String key = caller.getOrDefault(KEY, "").strip();
    String baseUrl = caller.getOrDefault(BASE_URL, "").strip();
    if (presets.stream().noneMatch(preset -> refersTo(preset, BASE_URL))) {
      return named.isEmpty() && lacksKey(presets, caller) ? standIn() : configured(presets, named);
    }
    if (named.isPresent()) {
      return at(named.get(), key.isEmpty() ? ANY_KEY : key);
    }
    if (!key.isEmpty()) {
      String url = baseUrl.isEmpty() ? STEPFUN : baseUrl;
      return new EditApi(Optional.empty(), Map.of(KEY, key, BASE_URL, url), real(url));
    }
    if (!baseUrl.isEmpty()) {
      throw RunException.usage(
          "STEP_BASE_URL is set, but STEP_API_KEY is not; set both, or none for the stand-in.");
    }
    return standIn();
  }

  /** Stands in for every API. */
  private static EditApi standIn() {
    LocalEditApi api = LocalEditApi.builder().port(0).apiKey(ANY_KEY).start();
    Map<String, String> variables = new HashMap<>(privately(api.baseUrl(), api.apiKey()));
    OTHERS.forEach(
        (other, access) -> {
          variables.put(access.baseUrl(), api.baseUrl(other).toString());
          variables.put(access.key(), api.apiKey());
        });
    return new EditApi(Optional.of(api), variables, "a stand-in on this machine");
  }

  private static boolean refersTo(LocalPreset preset, String variable) {
    return preset.baseUrl().contains("${" + variable);
  }

  /** Whether one of the presets is for another API than StepFun's, and the caller has no key. */
  private static boolean lacksKey(List<LocalPreset> presets, Map<String, String> caller) {
    return OTHERS.values().stream()
        .filter(access -> caller.getOrDefault(access.key(), "").isBlank())
        .anyMatch(
            access -> presets.stream().anyMatch(preset -> refersTo(preset, access.baseUrl())));
  }

  private static EditApi configured(List<LocalPreset> presets, Optional<URI> named) {
    if (named.isPresent()) {
      throw RunException.usage(
          "--edit-api changes nothing, as no preset's provider takes its base-url from"
              + " STEP_BASE_URL; leave it out.");
    }
    List<String> providers = presets.stream().map(LocalPreset::provider).distinct().toList();
    String who = providers.size() == 1 ? "the provider " : "the providers ";
    return new EditApi(
        Optional.empty(), Map.of(), real(who + String.join(", ", providers) + " as configured"));
  }

  private static EditApi at(URI url, String key) {
    boolean near = "http".equals(url.getScheme()) || THIS_MACHINE.contains(url.getHost());
    Map<String, String> variables =
        near ? privately(url, key) : Map.of(KEY, key, BASE_URL, url.toString());
    return new EditApi(Optional.empty(), variables, real(url.toString()));
  }

  private static Map<String, String> privately(URI url, String key) {
    return Map.of(KEY, key, BASE_URL, url.toString(), PRIVATE, "true");
  }

  private static String real(String who) {
    return who + "; the picture is sent there, and the edit may cost money";
  }

  /** The variables that hold an API's base URL and key. */
  private record Access(String baseUrl, String key) {}

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
