package io.retouch.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.assertions.Template;

/** Stages that are synthesised once for all tests, as that takes seconds. */
final class Stacks {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Stacks() {}

  /** A stage without any settings, around a native function for arm64. */
  static Stack plain() {
    return Plain.STACK;
  }

  /** A stage with every setting, around the data of another one and a JVM build. */
  static Stack full() {
    return Full.STACK;
  }

  /** The stage without settings, with the HTTP function as it is by default. */
  static Stack http() {
    return Http.STACK;
  }

  /** A stage with every setting of the HTTP function, which is public. */
  static Stack open() {
    return Open.STACK;
  }

  /** A stage whose presets keep tags and encrypt results with keys of their own. */
  static Stack faithful() {
    return Faithful.STACK;
  }

  private static final class Plain {
    static final Stack STACK = synthesise("plain", "", false, "");
  }

  private static final class Faithful {
    static final Stack STACK =
        synthesise(
            "faithful",
            """
            http: { enabled: true }
            allowances: { stepfun: { requests-per-minute: 150 } }
            """,
            false,
            """
                "drawing":
                  match: { bucket: "${RETOUCH_UPLOAD_BUCKET}", prefix: drawings/ }
                  provider: stepfun
                  output: { bucket: "${RETOUCH_OUTPUT_BUCKET}", tags: keep, encryption: kms, kms-key: alias/drawings }
                  manifest: true
                "film":
                  match: { bucket: "${RETOUCH_UPLOAD_BUCKET}", prefix: films/ }
                  provider: stepfun
                  output: { bucket: "${RETOUCH_OUTPUT_BUCKET}", tags: drop, encryption: kms, kms-key: "arn:aws:kms:eu-central-1:111122223333:key/5678-films" }
                "negative":
                  match: { bucket: "${RETOUCH_UPLOAD_BUCKET}", prefix: negatives/ }
                  provider: stepfun
                  output: { bucket: "${RETOUCH_OUTPUT_BUCKET}", encryption: kms-dsse, kms-key: 0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f }
                "sketch":
                  match: { bucket: "${RETOUCH_UPLOAD_BUCKET}", prefix: sketches/ }
                  provider: stepfun
                  output: { bucket: "${RETOUCH_OUTPUT_BUCKET}", encryption: kms, kms-key: alias/aws/s3 }
            """);
  }

  private static final class Full {
    static final Stack STACK =
        synthesise(
            "full",
            """
            upload-bucket: their-uploads
            output-bucket: their-results
            ledger-table: their-ledger
            kms-key: arn:aws:kms:eu-central-1:111122223333:key/1234abcd
            runtime: java25
            architecture: x86_64
            memory: 1024
            temporary-storage: 2048
            time-limit: 90
            concurrency: 3
            batch-window: 5
            alarm-email: pictures@example.com
            rejection-percent: 50
            log-days: 400
            api-key-parameter: /shop/key
            environment: { STYLE: loose }
            allowances: { stepfun: { side-by-side: 6, requests-per-minute: 150 } }
            """,
            true,
            "");
  }

  private static final class Http {
    static final Stack STACK =
        synthesise(
            "http",
            """
            http: { enabled: true }
            allowances: { stepfun: { requests-per-minute: 150 } }
            """,
            false,
            "");
  }

  private static final class Open {
    static final Stack STACK =
        synthesise(
            "open",
            """
            upload-bucket: their-uploads
            output-bucket: their-results
            ledger-table: their-ledger
            kms-key: arn:aws:kms:eu-central-1:111122223333:key/1234abcd
            runtime: java25
            architecture: x86_64
            log-days: 400
            environment: { STYLE: loose }
            http:
              enabled: true
              access: public
              tokens-parameter: /shop/tokens
              memory: 2048
              time-limit: 120
              concurrency: 3
            allowances: { stepfun: { side-by-side: 7, requests-per-minute: 250 } }
            """,
            true,
            "");
  }

  /**
   * A stack as it is deployed.
   *
   * @param file the written template
   */
  record Stack(JsonNode template, Path file) {
    /** The properties of all resources of a type, by their logical ids. */
    Map<String, JsonNode> all(String type) {
      Map<String, JsonNode> found = new LinkedHashMap<>();
      template
          .path("Resources")
          .properties()
          .forEach(
              resource -> {
                if (resource.getValue().path("Type").asText().equals(type)) {
                  found.put(resource.getKey(), resource.getValue().path("Properties"));
                }
              });
      return found;
    }

    /** The properties of the one resource of a type whose logical id begins like this. */
    JsonNode one(String type, String id) {
      List<JsonNode> found = new ArrayList<>();
      all(type)
          .forEach(
              (name, properties) -> {
                if (name.startsWith(id)) {
                  found.add(properties);
                }
              });
      if (found.size() != 1) {
        throw new AssertionError(
            "There are %d of %s %s in %s".formatted(found.size(), type, id, all(type).keySet()));
      }
      return found.get(0);
    }

    /** Everything of a type as text, to look for what may not be there. */
    String text(String type) {
      return all(type).toString();
    }
  }

  private static Stack synthesise(String name, String stage, boolean java, String presets) {
    try {
      Path temp = Files.createTempDirectory(Path.of("target").toAbsolutePath(), name);
      StageFolder folder = new StageFolder(temp);
      folder.config(fixture() + presets).stage(stage);
      if (java) {
        Files.delete(folder.zip());
        Zips.javaZip(folder.zip());
        Files.delete(folder.httpZip());
        Zips.javaZip(folder.httpZip());
      }
      Deployment deployment = Deployment.of(folder.plan(), folder.output());
      Template template = Template.fromStack(deployment.stack());
      return new Stack(
          JSON.valueToTree(template.toJSON()),
          folder.output().resolve("retouch-shop.template.json"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The fixture's presets, with what a deployment needs around them. */
  private static String fixture() throws IOException {
    try (var file = Stacks.class.getResourceAsStream("/uploads/application.yaml")) {
      String presets = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return presets
          .replace(
              "retouch:\n",
              """
              retouch:
                time-limit: ${RETOUCH_TIME_LIMIT:60s}
                ledger: { table: "${RETOUCH_LEDGER_TABLE}" }
                limits: { side-by-side: 2 }
              """)
          .replace("dialect: fake", "dialect: fake\n      requests-per-minute: 50");
    }
  }
}
