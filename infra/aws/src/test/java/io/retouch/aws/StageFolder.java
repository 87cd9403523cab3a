package io.retouch.aws;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.retouch.aws.yaml.InvalidStageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder with a stage, a configuration and a built function, as a deployment finds them. */
final class StageFolder {
  /** The least that can be deployed. */
  static final String CONFIG =
      """
      retouch:
        time-limit: ${RETOUCH_TIME_LIMIT:60s}
        ledger: { table: "${RETOUCH_LEDGER_TABLE}" }
        limits: { side-by-side: 2 }
        providers:
          stepfun:
            base-url: https://api.stepfun.com/v1
            api-key-parameter: ${RETOUCH_API_KEY_PARAMETER}
            requests-per-minute: 50
        presets:
          "watercolour":
            match: { bucket: "${RETOUCH_UPLOAD_BUCKET}", prefix: uploads/watercolour/ }
            provider: stepfun
            prompt: Paint
            output: { bucket: "${RETOUCH_OUTPUT_BUCKET}" }
      """;

  private final Path folder;

  StageFolder(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("stages"));
    Files.createDirectories(folder.resolve("config"));
    config(CONFIG);
    stage("");
    Files.deleteIfExists(zip());
    Zips.nativeZip(zip(), Zips.ARM64, "GLIBC_2.34");
    Files.deleteIfExists(httpZip());
    Zips.nativeZip(httpZip(), Zips.ARM64, "GLIBC_2.33");
  }

  Path zip() {
    return folder.resolve("function.zip");
  }

  Path httpZip() {
    return folder.resolve("http.zip");
  }

  Path output() {
    return folder.resolve("cdk.out");
  }

  StageFolder config(String yaml) throws IOException {
    Files.writeString(folder.resolve("config/application.yaml"), yaml);
    return this;
  }

  StageFolder stage(String yaml) throws IOException {
    Files.writeString(folder.resolve("stages/shop.yaml"), yaml);
    return this;
  }

  Plan plan() {
    return Plan.of(folder.resolve("stages/shop.yaml"), zip(), httpZip());
  }

  /** All that is wrong, each as a sentence. */
  List<String> problems() {
    InvalidStageException thrown = catchThrowableOfType(InvalidStageException.class, this::plan);
    return thrown == null ? List.of() : thrown.problems();
  }
}
