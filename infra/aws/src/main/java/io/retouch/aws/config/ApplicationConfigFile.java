package io.retouch.aws.config;

import io.retouch.aws.config.ApplicationConfig.EditApi;
import io.retouch.aws.config.ApplicationConfig.FirstPreset;
import io.retouch.aws.config.ApplicationConfig.Limits;
import io.retouch.aws.stage.Stage;
import io.retouch.aws.yaml.Problems;
import io.retouch.aws.yaml.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what is deployed as {@code config/application.yaml}, and checks what only the deployment
 * can know. The rest is the application's to check, at its start.
 */
public final class ApplicationConfigFile {
  /** What the application keeps for itself in the output bucket. */
  public static final String KEPT_ANSWERS = ".retouch/answers/";

  /** Where the HTTP function keeps the pictures that come with a request, in the output bucket. */
  public static final String REQUESTS = ".retouch/requests/";

  private static final long DEFAULT_BYTES = 25L << 20;

  private final Map<String, String> variables;
  private final Section root;

  private ApplicationConfigFile(Stage stage, Problems problems) {
    this.variables = Variables.of(stage);
    Placeholders placeholders = new Placeholders(variables);
    Section file = Section.read(stage.config(), problems, placeholders::resolve);
    this.root = file.section("retouch");
    Set<String> missing = new LinkedHashSet<>();
    file.allTexts().forEach(text -> placeholders.missing(text).ifPresent(missing::add));
    missing.removeIf(name -> name.startsWith("AWS_"));
    missing.forEach(
        name ->
            problems.add(
                "%s: nothing sets ${%s}; write ${%s:default}, or add %s to the stage's environment."
                    .formatted(stage.config().getFileName(), name, name, name)));
  }

  /** Reads the configuration of a stage. */
  public static ApplicationConfig read(Stage stage, Problems problems) {
    return new ApplicationConfigFile(stage, problems).read();
  }

  private ApplicationConfig read() {
    require(root, "time-limit", Variables.TIME_LIMIT);
    require(root.section("ledger"), "table", Variables.LEDGER_TABLE);
    Set<String> sources = new LinkedHashSet<>();
    Set<String> outputs = new LinkedHashSet<>(List.of(KEPT_ANSWERS));
    Set<String> used = new LinkedHashSet<>();
    Map<String, Section> presets = root.section("presets").sections();
    if (presets.isEmpty()) {
      root.problem("presets", "is empty, so nothing would be edited; write a preset.");
    }
    Fidelity.Builder fidelity = new Fidelity.Builder();
    presets.forEach(
        (name, preset) -> {
          Optional<String> source = source(preset);
          source.ifPresent(sources::add);
          Section output = preset.section("output");
          require(output, "bucket", Variables.OUTPUT_BUCKET);
          outputs.add(results(name, output));
          outputs.add(output.text("rejections").orElse(name + "-rejected/"));
          fidelity.add(output, source, results(name, output));
          preset.text("provider").ifPresent(used::add);
        });
    if (sources.isEmpty() && !presets.isEmpty()) {
      root.problem("presets", "edit no uploads; write one that is not of kind: generate.");
    }
    Set<String> parameters = new LinkedHashSet<>();
    List<EditApi> providers = providers(used, parameters);
    return new ApplicationConfig(
        Prefixes.minimal(sources),
        Prefixes.minimal(outputs),
        parameters,
        providers,
        fidelity.build(),
        limits(presets.values().stream().anyMatch(ApplicationConfigFile::decodes)),
        first(presets));
  }

  /** Whether it makes pictures from its prompt alone, and so edits no uploads. */
  private static boolean generates(Section preset) {
    return preset.text("kind").filter("generate"::equals).isPresent();
  }

  private static FirstPreset first(Map<String, Section> presets) {
    return presets.entrySet().stream()
        .filter(preset -> !generates(preset.getValue()))
        .findFirst()
        .map(
            preset ->
                new FirstPreset(
                    preset.getKey(),
                    preset.getValue().section("match").text("prefix").orElse(""),
                    Fidelity.key(preset.getValue().section("output"))))
        .orElseGet(() -> new FirstPreset("", "", Optional.empty()));
  }

  /** A value that has to be what the deployment hands over. */
  private void require(Section section, String name, String variable) {
    if (!section.text(name).equals(Optional.ofNullable(variables.get(variable)))) {
      section.problem(
          name, "is not what the deployment hands over; write ${%s}.".formatted(variable));
    }
  }

  /** The prefix of what a preset edits, if it edits anything. */
  private Optional<String> source(Section preset) {
    if (generates(preset)) {
      return Optional.empty();
    }
    Section match = preset.section("match");
    require(match, "bucket", Variables.UPLOAD_BUCKET);
    return Optional.of(match.text("prefix").orElse(""));
  }

  /** The literal beginning of the keys of a preset's results and their manifests. */
  private static String results(String preset, Section output) {
    String key = output.text("key").orElse("{preset}/").replace("{preset}", preset);
    int placeholder = key.indexOf('{');
    return placeholder < 0 ? key : key.substring(0, placeholder);
  }

  /** Whether it turns, scales or converts pictures, or may have to. */
  private static boolean decodes(Section preset) {
    boolean asTheyAre =
        (generates(preset)
                || (preset.text("orientation").filter("keep"::equals).isPresent()
                    && preset.text("oversize").orElse("reject").equals("reject")))
            && preset.text("format").orElse("keep").equals("keep")
            && preset.text("size").orElse("model").equals("model");
    return !asTheyAre;
  }

  private List<EditApi> providers(Set<String> used, Set<String> parameters) {
    List<EditApi> providers = new ArrayList<>();
    Map<String, Section> sections = new LinkedHashMap<>(root.section("providers").sections());
    sections.keySet().retainAll(used);
    sections.forEach(
        (name, provider) -> {
          providers.add(
              new EditApi(
                  name,
                  provider.integer("concurrency", 1, 1000).orElse(5),
                  provider.integer("requests-per-minute", 1, 100_000).orElse(100)));
          key(provider).ifPresent(parameters::add);
        });
    used.removeAll(sections.keySet());
    used.forEach(
        name -> root.problem("providers", "has no " + name + ", which a preset names; add it."));
    return providers;
  }

  private static Optional<String> key(Section provider) {
    if (provider.text("api-key").isPresent()) {
      provider.problem(
          "api-key",
          "would put the key where many can read it; put it into SSM, and its name into api-key-parameter: ${%s}."
              .formatted(Variables.API_KEY_PARAMETER));
    }
    Optional<String> parameter = provider.text("api-key-parameter");
    boolean needsNone = provider.text("private-network").filter("true"::equals).isPresent();
    if (parameter.isEmpty() && !needsNone) {
      provider.problem(
          "api-key-parameter",
          "is missing, so every picture would wait for a key; write ${%s}."
              .formatted(Variables.API_KEY_PARAMETER));
    }
    return parameter;
  }

  private Limits limits(boolean decoding) {
    Section limits = root.section("limits");
    return new Limits(
        bytes(limits, "source-bytes"),
        bytes(limits, "result-bytes"),
        limits.integer("side-by-side", 1, 64).orElse(4),
        decoding);
  }

  private static long bytes(Section limits, String name) {
    Optional<String> text =
        limits.text(name, "[0-9]{1,15}[KkMmGg]?", "is no size; write one as in 25M.");
    if (text.isEmpty()) {
      return DEFAULT_BYTES;
    }
    String size = text.get();
    int unit = "KMG".indexOf(Character.toUpperCase(size.charAt(size.length() - 1))) + 1;
    long number = Long.parseLong(unit == 0 ? size : size.substring(0, size.length() - 1));
    return Math.min(number, Long.MAX_VALUE >> 40) << (10 * unit);
  }
}
