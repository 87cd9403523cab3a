package io.retouch.local.kit;

import io.retouch.local.cloud.CloudSettings;
import io.retouch.local.host.HostLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a {@link CloudKit} is to be like. */
public final class KitBuilder {
  /**
   * The preset {@code test} takes JPEG, PNG and WebP under {@code uploads/} and writes to {@code
   * test/}. Our own limits are so wide that no test meets them by accident.
   */
  public static final String PRESETS =
      """
      retouch:
        time-limit: ${RETOUCH_TIME_LIMIT:60s}
        providers:
          stepfun:
            dialect: openai-edits
            base-url: ${STEP_BASE_URL}
            api-key: ${STEP_API_KEY}
            private-network: true
            result-hosts: [127.0.0.1]
            concurrency: 20
            requests-per-minute: 100000
        presets:
          "test":
            match: { bucket: "${RETOUCH_UPLOAD_BUCKET}", prefix: uploads/ }
            provider: stepfun
            model: step-image-edit-2
            prompt: A test
            output: { bucket: "${RETOUCH_OUTPUT_BUCKET}", key: "test/{dir}{name}.{ext}" }
      """;

  private final Path own = KitFiles.temporaryFolder();
  private Path data = own.resolve("data");
  private Optional<Path> presets = Optional.empty();
  private String presetsText = PRESETS;
  private Duration timeLimit = Duration.ofSeconds(60);
  private final Map<String, String> environment = new HashMap<>();
  private UnaryOperator<CloudSettings> more = UnaryOperator.identity();

  KitBuilder() {}

  /**
   * The presets as YAML. It finds the edit API's address and key in {@code STEP_BASE_URL} and
   * {@code STEP_API_KEY}, the buckets in {@code RETOUCH_UPLOAD_BUCKET} and {@code
   * RETOUCH_OUTPUT_BUCKET}.
   */
  public KitBuilder presets(String yaml) {
    presetsText = Objects.requireNonNull(yaml, "yaml");
    presets = Optional.empty();
    return this;
  }

  /** The presets of a file. */
  public KitBuilder presets(Path file) {
    presets = Optional.of(file);
    return this;
  }

  /** A variable of the function's environment. */
  public KitBuilder variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** How many processes the function may have. Default: 2. */
  public KitBuilder functions(int processes) {
    return with(settings -> settings.functions(processes));
  }

  /** How long an invocation may take. Default: 60 s. */
  public KitBuilder timeLimit(Duration limit) {
    timeLimit = Objects.requireNonNull(limit, "limit");
    return this;
  }

  /** A folder that outlives the kit. Default: one that is deleted with it. */
  public KitBuilder data(Path folder) {
    data = Objects.requireNonNull(folder, "folder");
    return this;
  }

  /** Everything else that a cloud can be told, such as its visibility time-out. */
  public KitBuilder with(UnaryOperator<CloudSettings> change) {
    UnaryOperator<CloudSettings> before = more;
    more = settings -> change.apply(before.apply(settings));
    return this;
  }

  /** Starts the cloud. */
  public CloudKit start() {
    CloudKit kit = new CloudKit(this);
    try {
      kit.start();
      return kit;
    } catch (RuntimeException e) {
      kit.close();
      throw e;
    }
  }

  CloudSettings settings(String apiKey, URI editApi) {
    Path file =
        presets.orElseGet(() -> KitFiles.write(own.resolve("application.yaml"), presetsText));
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("STEP_API_KEY", apiKey);
    variables.put("STEP_BASE_URL", editApi.toString());
    variables.put("RETOUCH_LOCAL_STAND_IN", "true");
    CloudSettings settings =
        CloudSettings.of(data, KitFiles.uploadFunction(), file, variables)
            .limits(HostLimits.of(timeLimit));
    return more.apply(settings);
  }

  void cleanUp() {
    KitFiles.delete(own);
  }
}
