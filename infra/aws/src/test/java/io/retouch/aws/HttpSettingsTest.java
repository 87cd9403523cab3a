package io.retouch.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retouch.aws.stage.Architecture;
import io.retouch.aws.stage.Http;
import io.retouch.aws.stage.Http.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A stage's {@code http}, and the zip that it asks for. */
class HttpSettingsTest {
  private static final String ENOUGH =
      "allowances: { stepfun: { side-by-side: 2000, requests-per-minute: 100000 } }\n";

  @TempDir private Path temp;
  private StageFolder folder;

  @BeforeEach
  void makeAStage() throws IOException {
    folder = new StageFolder(temp);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http: {}",
        "http: { enabled: false }",
        "http: { memory: 1024 }",
        "http: { access: public, tokens-parameter: /shop/tokens }"
      })
  void isOffUnlessItIsSwitchedOn(String yaml) throws IOException {
    Files.delete(folder.httpZip());
    folder.stage(yaml);

    Plan plan = folder.plan();

    assertThat(plan.stage().http()).isEmpty();
    assertThat(plan.http()).isEmpty();
  }

  @Test
  void everySettingHasADefault() throws IOException {
    folder.stage(ENOUGH + "time-limit: 75\nhttp: { enabled: true }");

    assertThat(folder.plan().stage().http())
        .contains(new Http(Access.IAM, Optional.empty(), 512, 75, 1));
    assertThat(folder.plan().http().orElseThrow().architecture()).isEqualTo(Architecture.ARM64);
  }

  @Test
  void javaTakesMoreMemory() throws IOException {
    Files.delete(folder.zip());
    Zips.javaZip(folder.zip());
    Files.delete(folder.httpZip());
    Zips.javaZip(folder.httpZip());
    folder.stage(ENOUGH + "runtime: java25\nhttp: { enabled: true }");
    assertThat(folder.plan().stage().http().orElseThrow().memoryMegabytes()).isEqualTo(1024);

    folder.stage(ENOUGH + "runtime: java25\nhttp: { enabled: true, memory: 511 }");
    assertThat(folder.problems())
        .containsExactly("shop.yaml: http.memory is 511; write a whole number from 512 to 10240.");
  }

  @Test
  void takesEverySetting() throws IOException {
    folder.stage(
        ENOUGH
            + "http: { enabled: true, access: public, tokens-parameter: /shop/tokens, memory: 512, time-limit: 900, concurrency: 1000 }");

    assertThat(folder.plan().stage().http())
        .contains(new Http(Access.PUBLIC, Optional.of("/shop/tokens"), 512, 900, 1000));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          enabled: sometimes   | http.enabled is sometimes; write false or true.
          access: everybody    | http.access is everybody; write iam or public.
          access: tokens       | http.access is tokens; write iam or public.
          access: public       | http.tokens-parameter is missing, so that nobody could call the public URL; write the name of an SSM SecureString with the tokens' hashes, or access: iam.
          access: public, tokens-parameter: '' | http.tokens-parameter is missing, so that nobody could call the public URL; write the name of an SSM SecureString with the tokens' hashes, or access: iam.
          access: public, tokens-parameter: a b | http.tokens-parameter is no name of an SSM parameter; write one as in /retouch/prod/tokens.
          access: public, tokens-parameter: /retouch/shop/api-key | http.tokens-parameter is the parameter of the API key; write the name of another one.
          tokens-parameter: /shop/tokens | http.tokens-parameter is for a public URL alone; remove it, or write access: public.
          memory: 255          | http.memory is 255; write a whole number from 256 to 10240.
          memory: 10241        | http.memory is 10241; write a whole number from 256 to 10240.
          time-limit: 29       | http.time-limit is 29; write a whole number from 30 to 900.
          time-limit: 901      | http.time-limit is 901; write a whole number from 30 to 900.
          concurrency: 0       | http.concurrency is 0; write a whole number from 1 to 1000.
          concurrency: 1001    | http.concurrency is 1001; write a whole number from 1 to 1000.
          auth: none           | http.auth is no setting; remove it, or write one of enabled, access, tokens-parameter, memory, time-limit, concurrency.
          """,
      quoteCharacter = '"')
  void saysWhatIsWrongInASentence(String yaml, String sentence) throws IOException {
    folder.stage(ENOUGH + "http: { " + switchedOn(yaml) + yaml + " }");

    assertThat(folder.problems()).containsExactly("shop.yaml: " + sentence);
  }

  private static String switchedOn(String yaml) {
    return yaml.startsWith("enabled") ? "" : "enabled: true, ";
  }

  @Test
  void cannotBePublicWithoutTokensHoweverItIsMade() {
    assertThatThrownBy(() -> new Http(Access.PUBLIC, Optional.empty(), 512, 60, 1))
        .hasMessageContaining("A public URL, and no other, has a parameter of tokens.");
    assertThatThrownBy(() -> new Http(Access.IAM, Optional.of("/shop/tokens"), 512, 60, 1))
        .hasMessageContaining("A public URL, and no other, has a parameter of tokens.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory: 512", "memory: 10240", "time-limit: 30", "concurrency: 1000"})
  void takesLimitsThemselves(String yaml) throws IOException {
    folder.stage(ENOUGH + "http: { enabled: true, " + yaml + " }");

    assertThat(folder.problems()).isEmpty();
  }

  @Test
  void decodingTakesMoreMemory() throws IOException {
    folder.stage(ENOUGH + "http: { enabled: true, memory: 511 }");
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .startsWith("shop.yaml: http.memory is 511, but decoding large pictures needs 512;");

    folder.stage(ENOUGH + "http: { enabled: true, memory: 256 }");
    folder.config(
        StageFolder.CONFIG.replace("prompt: Paint", "prompt: Paint\n      orientation: keep"));
    assertThat(folder.problems()).isEmpty();
  }

  @Test
  void itsCallsCountAgainstTheAllowance() throws IOException {
    String stage = "http: { enabled: true, concurrency: 2 }\nallowances: { stepfun: { %s } }";
    folder.stage(stage.formatted("side-by-side: 6, requests-per-minute: 200"));
    assertThat(folder.problems()).isEmpty();

    folder.stage(stage.formatted("side-by-side: 5, requests-per-minute: 200"));
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .contains("2 invocations with 2 calls side by side and 2 of the HTTP function make 6")
        .contains("lower concurrency, http.concurrency, limits.side-by-side, or raise");

    folder.stage(stage.formatted("side-by-side: 6, requests-per-minute: 199"));
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .contains("2 invocations and 2 of the HTTP function with 50 calls a minute make 200");
  }

  @Test
  void asksForAMissingZipWithTheCommandThatBuildsIt() throws IOException {
    Files.delete(folder.httpZip());
    folder.stage(ENOUGH + "http: { enabled: true }");

    assertThat(folder.problems())
        .containsExactly(
            folder.httpZip()
                + " is not there; build it with: mvn package -Dnative -DskipTests -Dquarkus.native.container-build=true -pl functions/http -am");
  }

  @Test
  void itsExecutableIsCheckedLikeTheOther() throws IOException {
    folder.stage(ENOUGH + "http: { enabled: true }");
    Files.delete(folder.httpZip());
    Zips.nativeZip(folder.httpZip(), Zips.ARM64, "GLIBC_2.35");
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .contains("http.zip needs glibc 2.35, and Lambda has 2.34", "-pl functions/http -am");

    folder.stage(ENOUGH + "architecture: arm64\nhttp: { enabled: true }");
    Files.delete(folder.httpZip());
    Zips.nativeZip(folder.httpZip(), Zips.X86_64, "GLIBC_2.34");
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .contains("http.zip is built for x86_64, but the stage's architecture is arm64")
        .contains("--platform=linux/arm64 -Dquarkus.native.march=armv8.1-a -pl functions/http -am");

    Files.delete(folder.httpZip());
    Zips.javaZip(folder.httpZip());
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .contains("http.zip holds no native executable");
  }

  @Test
  void presetsThatGenerateNeedNoUploads() throws IOException {
    String generate =
        """
            "sunset": { kind: generate, provider: stepfun, output: { bucket: "${RETOUCH_OUTPUT_BUCKET}" } }
        """;
    folder.config(StageFolder.CONFIG.replace("presets:\n", "presets:\n" + generate));

    assertThat(folder.plan().config().sourcePrefixes()).containsExactly("uploads/watercolour/");
    assertThat(folder.plan().config().first().name()).isEqualTo("watercolour");
    assertThat(folder.plan().config().outputPrefixes()).contains("sunset/", "sunset-rejected/");

    int presets = StageFolder.CONFIG.indexOf("    \"watercolour\"");
    folder.config(StageFolder.CONFIG.substring(0, presets) + generate);
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .contains("presets edit no uploads; write one that is not of kind: generate.");
  }
}
