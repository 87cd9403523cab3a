package io.retouch.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The configuration that a person edits. Only what a run needs is read; the function validates the
 * whole of it.
 *
 * @param presets in the order of the file, at least one
 * @param variables the environment variables that the file refers to
 */
record PresetFile(Path file, List<LocalPreset> presets, Set<String> variables) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)[:}]");

  /** The kind of presets that take no pictures, so that nothing can be uploaded for them. */
  private static final String GENERATE = "generate";

  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*#.*$");

  PresetFile {
    Objects.requireNonNull(file, "file");
    presets = List.copyOf(presets);
    variables = Set.copyOf(variables);
  }

  /**
   * Reads the file.
   *
   * @throws RunException if it is missing, no YAML, or holds no preset for pictures
   */
  static PresetFile read(Path file) {
    String text = text(file);
    JsonNode retouch = parse(file, text).path("retouch");
    List<LocalPreset> presets = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : retouch.path("presets").properties()) {
      if (!GENERATE.equals(entry.getValue().path("kind").asText())) {
        presets.add(preset(entry.getKey(), entry.getValue(), retouch.path("providers")));
      }
    }
    if (presets.isEmpty()) {
      throw RunException.usage(
          file + " has no presets for pictures; add one under retouch.presets.");
    }
    return new PresetFile(file, presets, variables(text));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      throw RunException.usage(file + " is not UTF-8 text; save it as UTF-8.");
    } catch (IOException e) {
      throw RunException.usage("The presets in " + file + " cannot be read; restore that file.");
    }
  }

  private static JsonNode parse(Path file, String text) {
    try {
      return YAML.readTree(text);
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
      throw RunException.usage(file + " is not valid YAML" + where + "; check its indentation.");
    }
  }

  private static LocalPreset preset(String name, JsonNode preset, JsonNode providers) {
    List<String> suffixes = new ArrayList<>();
    for (JsonNode suffix : preset.path("match").path("suffixes")) {
      suffixes.add(suffix.asText());
    }
    String provider = preset.path("provider").asText("");
    return new LocalPreset(
        name,
        preset.path("match").path("prefix").asText(""),
        suffixes,
        provider,
        providers.path(provider).path("base-url").asText(""));
  }

  private static Set<String> variables(String text) {
    Set<String> variables = new LinkedHashSet<>();
    Matcher matcher = VARIABLE.matcher(COMMENT.matcher(text).replaceAll(""));
    while (matcher.find()) {
      variables.add(matcher.group(1));
    }
    return variables;
  }

  /** The first preset of the file. */
  LocalPreset first() {
    return presets.get(0);
  }

  /**
   * The preset of that name.
   *
   * @throws RunException if there is none
   */
  LocalPreset named(String name) {
    return presets.stream()
        .filter(preset -> preset.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                RunException.usage(
                    "There is no preset %s; %s has %s.".formatted(name, file, names())));
  }

  /** All names, as a sentence lists them. */
  String names() {
    return String.join(", ", presets.stream().map(LocalPreset::name).toList());
  }
}
