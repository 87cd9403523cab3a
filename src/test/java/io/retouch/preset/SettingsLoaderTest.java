package io.retouch.preset;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.preset.Output.Overwrite;
import io.retouch.preset.Preset.OnUnknownOutcome;
import io.retouch.preset.Preset.Wish;
import io.retouch.preset.Provider.ApiKey;
import io.retouch.preset.Provider.Price;
import io.retouch.preset.Settings.Limits;
import io.retouch.preset.Settings.LogFormat;
import io.retouch.preset.Settings.Spending;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsLoaderTest {
  private static final String FULL =
      """
      retouch:
        time-limit: ${RETOUCH_TIME_LIMIT:2m}
        log-format: text
        queue: uploads-queue
        ledger: { table: "${RETOUCH_LEDGER_TABLE:edits}", lease-margin: 2m }
        budget: { images-per-day: 1000, cost-per-day: "20" }
        limits: { source-bytes: 10M, result-bytes: 12345, side-by-side: 7 }
        providers:
          stepfun:
            dialect: fake
            base-url: http://127.0.0.1:8080/step_plan/v1/
            api-key: ${STEP_API_KEY:}
            attempts: 4
            attempt-timeout: PT30S
            concurrency: 7
            requests-per-minute: 400
            result-hosts: [Res.StepFun.com, 127.0.0.1]
            private-network: true
            misconfigured-words: [model, quota]
            price: { currency: CNY, image: "0.020000" }
        presets:
          "watercolour":
            match: { bucket: "${RETOUCH_UPLOAD_BUCKET}", prefix: uploads/wc/, suffixes: [.JPG, .png] }
            provider: stepfun
            model: step-image-edit-2
            prompt: Repaint as a loose watercolour, on rough paper
            parameters: { steps: 8, seed: 7, negative_prompt: "" }
            output: { bucket: results, key: "wc/{dir}{name}.{ext}", overwrite: never, rejections: bad/, tags: keep, encryption: kms, kms-key: alias/pictures, storage-class: standard-ia }
            orientation: keep
            oversize: fit
            background: "#102030"
            format: jpeg
            quality: 80
            metadata: keep
            size: source
            manifest: true
            on-unknown-outcome: park
            allow: [force, prompt, seed, skip]
      """;

  @Test
  void fillsInEveryDefault() {
    Settings settings = Configurations.load(Configurations.MINIMAL);

    Match match = new Match("uploads", "", List.of(".jpg", ".jpeg", ".png", ".webp"));
    Provider provider =
        new Provider(
            "stepfun",
            "fake",
            URI.create("https://api.stepfun.com/v1"),
            Optional.empty(),
            3,
            Duration.ofSeconds(15),
            5,
            100,
            Set.of(),
            false,
            Provider.MISCONFIGURED_WORDS,
            Optional.empty());
    Output output =
        new Output(
            "results",
            KeyTemplate.parse("{preset}/{dir}{name}.{ext}").forPreset("watercolour"),
            Overwrite.ALWAYS,
            "watercolour-rejected/",
            Storage.DEFAULT);
    Preset preset =
        new Preset(
            "watercolour",
            match,
            provider,
            "step-image-edit-2",
            "Paint",
            Map.of(),
            SourceForm.INLINE,
            Optional.empty(),
            output,
            OnUnknownOutcome.RETRY,
            Set.of(),
            Treatment.DEFAULT,
            Fingerprint.of("fake", "step-image-edit-2", "Paint", Map.of()));
    assertThat(settings)
        .isEqualTo(
            new Settings(
                Duration.ofSeconds(60),
                new Limits(25 * 1024 * 1024, 25 * 1024 * 1024, 4),
                LogFormat.JSON,
                Optional.empty(),
                Optional.empty(),
                Spending.unbounded(),
                List.of(preset)));
  }

  @Test
  void mapsEveryProperty() {
    Settings settings =
        Configurations.load(
            FULL, Map.of(), Map.of("RETOUCH_UPLOAD_BUCKET", "uploads", "STEP_API_KEY", "sk-1"));

    Provider provider =
        new Provider(
            "stepfun",
            "fake",
            URI.create("http://127.0.0.1:8080/step_plan/v1"),
            Optional.of(new ApiKey("sk-1")),
            4,
            Duration.ofSeconds(30),
            7,
            400,
            Set.of("res.stepfun.com", "127.0.0.1"),
            true,
            Set.of("model", "quota"),
            Optional.of(new Price("CNY", new BigDecimal("0.020000"))));
    Map<String, String> parameters = Map.of("steps", "8", "seed", "7");
    String prompt = "Repaint as a loose watercolour, on rough paper";
    Preset preset =
        new Preset(
            "watercolour",
            new Match("uploads", "uploads/wc/", List.of(".jpg", ".png")),
            provider,
            "step-image-edit-2",
            prompt,
            parameters,
            SourceForm.INLINE,
            Optional.empty(),
            new Output(
                "results",
                KeyTemplate.parse("wc/{dir}{name}.{ext}"),
                Overwrite.NEVER,
                "bad/",
                new Storage(
                    true,
                    Optional.of("aws:kms"),
                    Optional.of("alias/pictures"),
                    Optional.of("STANDARD_IA")),
                true),
            OnUnknownOutcome.PARK,
            EnumSet.allOf(Wish.class),
            new Treatment(
                false,
                true,
                0x102030,
                Treatment.Format.JPEG,
                80,
                Treatment.Metadata.KEEP,
                Treatment.Size.SOURCE),
            Fingerprint.of(
                "fake",
                "step-image-edit-2",
                prompt,
                parameters,
                Optional.empty(),
                Map.of(
                    "orientation", "keep",
                    "oversize", "fit",
                    "background", "#102030",
                    "format", "jpeg",
                    "quality", "80",
                    "metadata", "keep",
                    "size", "source")));
    assertThat(settings)
        .isEqualTo(
            new Settings(
                Duration.ofMinutes(2),
                new Limits(10 * 1024 * 1024, 12_345, 7),
                LogFormat.TEXT,
                Optional.of("uploads-queue"),
                Optional.of("edits"),
                Duration.ofMinutes(2),
                new Spending(OptionalLong.of(1000), Optional.of(new BigDecimal("20"))),
                List.of(preset)));
  }

  @Test
  void keepsOnlyTheParametersThatAreSetInTheOrderOfTheirNames() {
    Preset preset =
        Configurations.onlyPreset(
            Configurations.load(FULL, Map.of(), Map.of("RETOUCH_UPLOAD_BUCKET", "uploads")));

    assertThat(preset.parameters().keySet()).containsExactly("seed", "steps");
  }

  @Test
  void environmentVariablesOverrideProperties() {
    Settings settings =
        Configurations.load(
            Configurations.MINIMAL.replace("watercolour", "product-white"),
            Map.of(),
            Map.of(
                "RETOUCH_TIME_LIMIT", "30s",
                "RETOUCH_PROVIDERS_STEPFUN_BASE_URL", "https://api.stepfun.ai/v1",
                "RETOUCH_PRESETS_PRODUCT_WHITE_PROMPT", "White, soft",
                "RETOUCH_UPLOAD_BUCKET", "uploads",
                "RETOUCH_OUTPUT_BUCKET", "results"));

    assertThat(settings.timeLimit()).isEqualTo(Duration.ofSeconds(30));
    Preset preset = Configurations.onlyPreset(settings);
    assertThat(preset.name()).isEqualTo("product-white");
    assertThat(preset.prompt()).isEqualTo("White, soft");
    assertThat(preset.provider().baseUrl()).isEqualTo(URI.create("https://api.stepfun.ai/v1"));
  }

  @Test
  void takesALedgerTableFromTheEnvironment() {
    Settings settings =
        Configurations.load(
            Configurations.MINIMAL, Map.of(), Map.of("RETOUCH_LEDGER_TABLE", "edits"));

    assertThat(settings.ledgerTable()).contains("edits");
  }

  @Test
  void takesTheQueueFromTheEnvironment() {
    String url = "https://sqs.eu-central-1.amazonaws.com/123456789012/uploads";
    Settings settings =
        Configurations.load(Configurations.MINIMAL, Map.of(), Map.of("RETOUCH_QUEUE", url));

    assertThat(settings.queue()).contains(url);
  }

  @Test
  void promptsArriveWhole() {
    assertThat(promptOf("white background, soft light")).isEqualTo("white background, soft light");
    assertThat(promptOf("把背景换成纯白，光线柔和，保持主体不变")).isEqualTo("把背景换成纯白，光线柔和，保持主体不变");
    assertThat(promptOf("a \\ b \\\\ c $5 100%")).isEqualTo("a \\ b \\\\ c $5 100%");
    assertThat(promptOf("write \\${NAME} on it")).isEqualTo("write ${NAME} on it");
    assertThat(promptOf("write $${NAME} on it")).isEqualTo("write ${NAME} on it");
    assertThat(promptOf("in ${STYLE:oil}, \"quoted\"")).isEqualTo("in oil, \"quoted\"");
  }

  @Test
  void readsSuffixesAsAListOrAsText() {
    String listed = "match: { bucket: uploads, suffixes: [.jpg, .PNG] }";
    String text = "match: { bucket: uploads, suffixes: \".jpg,.PNG\" }";

    assertThat(suffixesOf(listed)).containsExactly(".jpg", ".png");
    assertThat(suffixesOf(text)).containsExactly(".jpg", ".png");
  }

  @Test
  void anEmptyListOfSuffixesStandsForAnyEnding() {
    assertThat(suffixesOf("match: { bucket: uploads, suffixes: [] }")).isEmpty();
  }

  @Test
  void anEmptyKeyIsNone() {
    Settings settings =
        Configurations.load(
            Configurations.MINIMAL,
            Map.of("retouch.providers.stepfun.api-key", "${STEP_API_KEY}"),
            Map.of());

    assertThat(Configurations.onlyPreset(settings).provider().apiKey()).isEmpty();
  }

  @Test
  void ordersPresetsByName() {
    Settings settings =
        Configurations.load(
            Configurations.MINIMAL,
            Map.of(
                "retouch.presets.a.match.bucket", "more-uploads",
                "retouch.presets.a.provider", "stepfun",
                "retouch.presets.a.model", "m",
                "retouch.presets.a.prompt", "p",
                "retouch.presets.a.output.bucket", "results"),
            Map.of());

    assertThat(settings.presets()).extracting(Preset::name).containsExactly("a", "watercolour");
    assertThat(settings.presetFor("more-uploads", "x.jpg")).map(Preset::name).hasValue("a");
  }

  private static String promptOf(String prompt) {
    String yaml = Configurations.MINIMAL.replace("prompt: Paint", "prompt: '" + prompt + "'");
    return Configurations.onlyPreset(yaml).prompt();
  }

  private static List<String> suffixesOf(String match) {
    String yaml = Configurations.MINIMAL.replace("match: { bucket: uploads }", match);
    return Configurations.onlyPreset(yaml).match().suffixes();
  }
}
