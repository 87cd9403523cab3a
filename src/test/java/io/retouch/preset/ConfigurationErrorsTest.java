package io.retouch.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationErrorsTest {
  private static final String PRESET = "retouch.presets.watercolour.";
  private static final String PROVIDER = "retouch.providers.stepfun.";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      textBlock =
          """
          time-limit             | soon   | "soon" is not a duration; write for example 60s or 2m.
          time-limit             | 999ms  | 999ms is out of range; write a duration from 1s to 15m.
          time-limit             | 901s   | 901s is out of range; write a duration from 1s to 15m.
          log-format             | xml    | "xml" is not known; write json or text.
          limits.source-bytes    | 25MB   | "25MB" is not a size; write for example 25M, or bytes.
          limits.source-bytes    | 0      | 0 is out of range; write a size from 1 to 10G.
          limits.result-bytes    | 11G    | 11G is out of range; write a size from 1 to 10G.
          limits.result-bytes    | 999Y   | 999Y is out of range; write a size from 1 to 10G.
          limits.side-by-side    | four   | "four" is not a whole number; write one from 1 to 64.
          limits.side-by-side    | 0      | 0 is out of range; write a whole number from 1 to 64.
          limits.side-by-side    | 65     | 65 is out of range; write a whole number from 1 to 64.
          queue                  | a b    | "a b" is neither a queue's name (1 to 80 letters, digits, hyphens and underscores) nor its URL; write it as in uploads, or as in https://sqs.eu-central-1.amazonaws.com/123456789012/uploads.
          queue                  | https://sqs.eu-central-1.amazonaws.com | "https://sqs.eu-central-1.amazonaws.com" is neither a queue's name (1 to 80 letters, digits, hyphens and underscores) nor its URL; write it as in uploads, or as in https://sqs.eu-central-1.amazonaws.com/123456789012/uploads.
          queue                  | arn:aws:sqs:eu-central-1:123456789012:uploads | "arn:aws:sqs:eu-central-1:123456789012:uploads" is neither a queue's name (1 to 80 letters, digits, hyphens and underscores) nor its URL; write it as in uploads, or as in https://sqs.eu-central-1.amazonaws.com/123456789012/uploads.
          queue                  | a.fifo | is a FIFO queue, which S3 does not announce uploads to; use a standard one.
          ledger.table           | a b    | "a b" is not a table's name; write 3 to 255 letters, digits, dots, dashes and underscores.
          ledger.lease-margin    | 4s     | 4s is out of range; write a duration from 5s to 15m.
          budget.images-per-day  | 1000   | needs a ledger that counts; set retouch.ledger.table, or remove the property.
          """)
  void refusesWrongGeneralValues(String property, String value, String sentence) {
    assertThat(problemsWith("retouch." + property, value))
        .containsExactly("retouch." + property + ": " + sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dialect             | ''                       | is missing; write one of the known dialects: fake, fake-generator, fake-links.
          dialect             | fak                      | "fak" is not a dialect; the known ones are: fake, fake-generator, fake-links.
          base-url            | ''                       | is missing; write for example https://api.stepfun.com/v1.
          base-url            | api.stepfun.com/v1       | does not begin with https://; write the whole URL.
          base-url            | ftp://api.stepfun.com    | does not begin with https://; write the whole URL.
          base-url            | https://api step         | is not a URL; write for example https://api.stepfun.com/v1.
          base-url            | https:///v1              | has no valid host; write for example https://api.stepfun.com/v1.
          base-url            | https:/v1                | has no valid host; write for example https://api.stepfun.com/v1.
          base-url            | https://u:secret@host/v1 | holds a user name or password; remove it and use api-key.
          base-url            | https://host/v1?key=1    | holds a query or a fragment; end with the path, as in /v1.
          base-url            | https://host/v1#a        | holds a query or a fragment; end with the path, as in /v1.
          base-url            | http://host/v1           | would send the key unencrypted; write https, or set private-network to true for a server in your own network.
          api-key             | 'sk 1'                   | holds a space, a line break or a letter that no HTTP header takes; write the key alone.
          api-key-parameter   | retouch key              | is not the name of a parameter in SSM; write for example /retouch/stepfun/api-key.
          attempts            | 0                        | 0 is out of range; write a whole number from 1 to 10.
          attempts            | 11                       | 11 is out of range; write a whole number from 1 to 10.
          attempts            | 2.5                      | "2.5" is not a whole number; write one from 1 to 10.
          attempt-timeout     | 50001ms                  | 50001ms does not fit into retouch.time-limit of 1m with 10s to spare for fetching and writing; write at most 50s, or set retouch.time-limit to at least 60001ms.
          attempt-timeout     | 0s                       | 0s is out of range; write a duration from 1s to 15m.
          concurrency         | 3                        | 3 is less than retouch.limits.side-by-side, which is 4, so edits would be put off for nothing; lower retouch.limits.side-by-side to 3, or raise this where the account allows it.
          concurrency         | 1001                     | 1001 is out of range; write a whole number from 1 to 1000.
          concurrency         | 6                        | 6 is more than the account allows: StepFun's tier V0 allows 5; if your account allows more, write that to retouch.providers.stepfun.allowance.concurrency.
          requests-per-minute | 101                      | 101 is more than the account allows: StepFun's tier V0 allows 100; if your account allows more, write that to retouch.providers.stepfun.allowance.requests-per-minute.
          headers.Host        | example.com              | is a header that Retouch sets by itself; remove it.
          headers.content-TYPE | text/plain              | is a header that Retouch sets by itself; remove it.
          headers.Authorization | Bearer x               | is a header that Retouch sets by itself; use api-key.
          headers.X Tenant    | shop                     | is not a header's name; write letters, digits and hyphens.
          headers.X-Tenant    | schönes                  | holds a line break or a letter that no HTTP header takes.
          requests-per-minute | 0                        | 0 is out of range; write a whole number from 1 to 100000.
          result-hosts        | https://res.stepfun.com  | "https://res.stepfun.com" is not a plain host name; write it without scheme, port, path or wildcard, as in res.stepfun.com.
          result-hosts        | res.stepfun.com:443      | "res.stepfun.com:443" is not a plain host name; write it without scheme, port, path or wildcard, as in res.stepfun.com.
          result-hosts        | *.stepfun.com            | "*.stepfun.com" is not a plain host name; write it without scheme, port, path or wildcard, as in res.stepfun.com.
          private-network     | tru                      | "tru" is not known; write false or true.
          misconfigured-words | model, ,quota            | holds an empty word, which every error would hold; remove it.
          """)
  void refusesWrongProviders(String property, String value, String sentence) {
    assertThat(problemsWith(PROVIDER + property, value))
        .containsExactly(PROVIDER + property + ": " + sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          match.bucket        | ''              | is missing; write the name of a bucket.
          match.bucket        | Up_loads        | "Up_loads" is not a bucket's name; write 3 to 63 lower-case letters, digits, dots and hyphens.
          match.bucket        | up              | "up" is not a bucket's name; write 3 to 63 lower-case letters, digits, dots and hyphens.
          match.bucket        | a..b            | "a..b" is not a bucket's name; write 3 to 63 lower-case letters, digits, dots and hyphens.
          match.bucket        | ${NOWHERE}      | refers to NOWHERE, which is not set; set it, give a default as in ${NAME:default}, or write \\${ for these characters themselves.
          match.prefix        | /uploads/       | begins with a slash, which keys do not; remove it.
          match.suffixes      | *.jpg           | "*.jpg" is not a suffix; write only what keys end with, as in .jpg.
          provider            | ''              | is missing; write the name of a provider; the configured ones are: stepfun.
          provider            | stepfn          | "stepfn" is not a configured provider; the configured ones are: stepfun.
          model               | '  '            | is missing; write the provider's name of a model.
          prompt              | ''              | is missing; write what to do with the picture.
          prompt              | '  '            | is missing; write what to do with the picture.
          prompt              | paint ${        | holds a ${ that begins no reference; write \\${ for these characters themselves.
          parameters.steps    | 51              | is out of range; write 1 to 50.
          kind                | make            | "make" is not known; write edit or generate.
          source              | file            | "file" is not known; write inline or link.
          source              | link            | fake takes no links; write inline, or remove the property.
          parameters.step     | 8               | is not a parameter; remove it.
          output.bucket       | ''              | is missing; write the name of a bucket.
          output.bucket       | -results        | "-results" is not a bucket's name; write 3 to 63 lower-case letters, digits, dots and hyphens.
          output.key          | out/{nam}.{ext} | {nam} is not a placeholder; the placeholders are {date}, {dir}, {ext}, {id}, {name}, {preset}.
          output.overwrite    | sometimes       | "sometimes" is not known; write always or never.
          output.rejections   | /bad/           | begins with a slash; remove it.
          output.rejections   | a/../bad/       | holds a segment of dots only; remove it.
          output.rejections   | bad             | does not end with a slash; write it as in rejected/.
          output.rejections   | {preset}-bad/   | takes no placeholders; write a fixed prefix, as in rejected/.
          oversize            | shrink          | "shrink" is not known; write fit or reject.
          orientation         | up              | "up" is not known; write keep or upright.
          background          | white           | "white" is not a colour; write six hexadecimal digits in quotes, as in "#ffffff".
          background          | '#fffff'        | "#fffff" is not a colour; write six hexadecimal digits in quotes, as in "#ffffff".
          format              | webp            | "webp" is not known; write jpeg or keep or png.
          quality             | 0               | 0 is out of range; write a whole number from 1 to 100.
          quality             | 101             | 101 is out of range; write a whole number from 1 to 100.
          metadata            | all             | "all" is not known; write keep or strip or strip-location.
          size                | large           | "large" is not known; write model or source.
          output.tags         | yes             | "yes" is not known; write drop or keep.
          output.encryption   | rot13           | "rot13" is not known; write aes256 or kms or kms-dsse.
          output.kms-key      | alias/pictures  | is set without an encryption by KMS; write encryption: kms, or remove it.
          output.storage-class| tape            | "tape" is not known; write glacier-ir or intelligent-tiering or one-zone-ia or reduced-redundancy or standard or standard-ia.
          manifest            | yes             | "yes" is not known; write false or true.
          on-unknown-outcome  | guess           | "guess" is not known; write park or retry.
          allow               | 'force,prompts' | "prompts" is nothing that a picture can ask for; write force or prompt or seed or skip, or an empty list.
          """)
  void refusesWrongPresets(String property, String value, String sentence) {
    assertThat(problemsWith(PRESET + property, value))
        .containsExactly(PRESET + property + ": " + sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CNY | 0.0000001  | image: 0.0000001 is out of range; write a price from 0 to 1000000 with at most six decimals.
          CNY | -1         | image: -1 is out of range; write a price from 0 to 1000000 with at most six decimals.
          CNY | 1000000.01 | image: 1000000.01 is out of range; write a price from 0 to 1000000 with at most six decimals.
          CNY | 0,02       | image: "0,02" is not a decimal number; write for example "0.02".
          CNY | ''         | image: is missing; write what one image costs, as in "0.02".
          ''  | 0.02       | currency: is missing; write the price's currency by ISO 4217, as in CNY.
          RMB | 0.02       | currency: "RMB" is not a currency; write its three letters by ISO 4217, as in CNY.
          """)
  void refusesWrongPrices(String currency, String image, String problem) {
    Map<String, String> price =
        Map.of(PROVIDER + "price.currency", currency, PROVIDER + "price.image", image);

    assertThat(Configurations.problems(Configurations.MINIMAL, price))
        .containsExactly(PROVIDER + "price." + problem);
  }

  @ParameterizedTest
  @CsvSource({
    "retouch.time-limit, 15m",
    "retouch.time-limit, 25s",
    "retouch.limits.source-bytes, 1",
    "retouch.limits.source-bytes, 10G",
    "retouch.limits.side-by-side, 1",
    "retouch.limits.side-by-side, 5",
    "retouch.providers.stepfun.attempts, 1",
    "retouch.providers.stepfun.attempts, 10",
    "retouch.providers.stepfun.attempt-timeout, 1s",
    "retouch.providers.stepfun.attempt-timeout, 50s",
    "retouch.providers.stepfun.concurrency, 4",
    "retouch.providers.stepfun.concurrency, 5",
    "retouch.providers.stepfun.requests-per-minute, 100",
    "retouch.providers.stepfun.api-key-parameter, /retouch/stepfun/api-key",
    "retouch.providers.stepfun.api-key-parameter, key:3",
    "retouch.providers.stepfun.headers.X-Tenant, shop 7",
    "retouch.presets.watercolour.kind, edit",
    "retouch.presets.watercolour.source, inline",
    "retouch.providers.stepfun.result-hosts, LOCALHOST",
    "retouch.presets.watercolour.parameters.steps, 50",
    "retouch.presets.watercolour.match.bucket, abc",
    "retouch.presets.watercolour.oversize, reject",
    "retouch.ledger.table, ''"
  })
  void takesValuesAtTheirLimits(String property, String value) {
    assertThat(problemsWith(property, value)).isEmpty();
  }

  @Test
  void takesPricesAtTheirLimits() {
    for (String image : List.of("0", "0.000001", "1000000", "0.0200000000")) {
      Map<String, String> price =
          Map.of(PROVIDER + "price.currency", "CNY", PROVIDER + "price.image", image);

      assertThat(Configurations.problems(Configurations.MINIMAL, price)).isEmpty();
    }
  }

  @Test
  void takesPlainHttpInAPrivateNetwork() {
    Map<String, String> selfHosted =
        Map.of(
            PROVIDER + "base-url", "http://10.0.0.7:8000/v1", PROVIDER + "private-network", "true");

    assertThat(Configurations.problems(Configurations.MINIMAL, selfHosted)).isEmpty();
  }

  @Test
  void saysHowMuchTimeIsNeededWhereNoAttemptFits() {
    assertThat(problemsWith("retouch.time-limit", "10s"))
        .containsExactly(
            PROVIDER
                + "attempt-timeout: 15s does not fit into retouch.time-limit of 10s with 10s to"
                + " spare for fetching and writing; set retouch.time-limit to at least 25s.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Water",
        "water colour",
        "water_colour",
        "41-letters-are-one-more-than-a-name-takes"
      })
  void refusesNamesThatDoNotFitIntoKeysAndLogs(String name) {
    String yaml = Configurations.MINIMAL.replace("watercolour", name);

    assertThat(Configurations.problems(yaml))
        .containsExactly(
            "retouch.presets."
                + name
                + ": has a name that cannot be used; write 1 to 40 lower-case letters, digits,"
                + " hyphens.");
  }

  @Test
  void takesTheLongestName() {
    String yaml =
        Configurations.MINIMAL.replace("watercolour", "a-name-of-forty-letters-is-as-long-as-it");

    assertThat(Configurations.problems(yaml)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          retouch.time-limt                         | did you mean retouch.time-limit?
          retouch.timeLimit                         | did you mean retouch.time-limit?
          retouch.limit.side-by-side                | did you mean retouch.limits.side-by-side?
          retouch.presets.watercolour.promt         | did you mean retouch.presets.watercolour.prompt?
          retouch.presets.watercolour.match.sufixes | did you mean retouch.presets.watercolour.match.suffixes?
          retouch.presets.watercolour.prefix        | did you mean retouch.presets.watercolour.match.prefix?
          retouch.presets.watercolour.on-unknown    | remove it.
          retouch.providers.stepfun.timeout         | remove it.
          retouch.anything                          | remove it.
          """)
  void reportsPropertiesThatNobodyReads(String property, String advice) {
    assertThat(problemsWith(property, "x"))
        .containsExactly(property + ": is not a property of Retouch; " + advice);
  }

  @Test
  void reportsListsWhereThereIsOneValue() {
    String yaml =
        Configurations.MINIMAL.replace("prompt: Paint", "prompt: [Paint, blue]")
            + "      parameters: { seed: [1, 2] }\n";

    assertThat(Configurations.problems(yaml))
        .contains(
            PRESET + "prompt: is a list; write a single value.",
            PRESET + "parameters.seed: is a list; write a single value.");
  }

  @Test
  void leavesEnvironmentVariablesOfItsOwnNamesAlone() {
    Map<String, String> environment =
        Map.of("RETOUCH_UPLOAD_BUCKET", "a", "RETOUCH_OUTPUT_BUCKET", "b", "RETOUCH_STACK", "c");

    Settings settings = Configurations.load(Configurations.MINIMAL, Map.of(), environment);

    assertThat(settings.presets()).hasSize(1);
  }

  @Test
  void refusesAConfigurationWithoutPresets() {
    assertThat(Configurations.problems("retouch: {}"))
        .containsExactly(
            "retouch.presets: there is none, so that no picture would ever be edited; configure"
                + " one, for example in config/application.yaml in the working directory.");
  }

  @Test
  void refusesABudgetThatCannotBeCounted() {
    Map<String, String> budget =
        Map.of("retouch.ledger.table", "edits", "retouch.budget.cost-per-day", "20");

    assertThat(Configurations.problems(Configurations.MINIMAL, budget))
        .containsExactly(
            "retouch.budget.cost-per-day: provider stepfun has no price; set"
                + " retouch.providers.stepfun.price.");
  }

  @Test
  void listsEveryMistakeAtOnceInReadingOrder() {
    String yaml =
        """
        retouch:
          presets:
            "watercolour":
              match: { bucket: "${RETOUCH_UPLOAD_BUCKET}" }
              provider: stepfn
              promt: Paint
              output: { bucket: results, key: "out/{nam}" }
          time-limit: soon
          budget: { images-per-day: 10 }
          providers:
            stepfun: { base-url: "http://host", attempts: many }
        """;

    assertThatThrownBy(() -> Configurations.load(yaml))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            The configuration has 11 errors:
              retouch.time-limit: "soon" is not a duration; write for example 60s or 2m.
              retouch.budget.images-per-day: needs a ledger that counts; set retouch.ledger.table, or remove the property.
              retouch.providers.stepfun.dialect: is missing; write one of the known dialects: fake, fake-generator, fake-links.
              retouch.providers.stepfun.base-url: would send the key unencrypted; write https, or set private-network to true for a server in your own network.
              retouch.providers.stepfun.attempts: "many" is not a whole number; write one from 1 to 10.
              retouch.presets.watercolour.match.bucket: refers to RETOUCH_UPLOAD_BUCKET, which is not set; set it, give a default as in ${NAME:default}, or write \\${ for these characters themselves.
              retouch.presets.watercolour.provider: "stepfn" is not a configured provider; the configured ones are: stepfun.
              retouch.presets.watercolour.model: is missing; write the provider's name of a model.
              retouch.presets.watercolour.prompt: is missing; write what to do with the picture.
              retouch.presets.watercolour.output.key: {nam} is not a placeholder; the placeholders are {date}, {dir}, {ext}, {id}, {name}, {preset}.
              retouch.presets.watercolour.promt: is not a property of Retouch; did you mean retouch.presets.watercolour.prompt?\
            """);
  }

  @Test
  void checksParametersEvenWhereThePromptIsMissing() {
    Map<String, String> mistakes = Map.of(PRESET + "prompt", "", PRESET + "parameters.steps", "0");

    assertThat(Configurations.problems(Configurations.MINIMAL, mistakes))
        .containsExactly(
            PRESET + "prompt: is missing; write what to do with the picture.",
            PRESET + "parameters.steps: is out of range; write 1 to 50.");
  }

  @Test
  void countsOneErrorAsOne() {
    assertThatThrownBy(
            () ->
                Configurations.load(
                    Configurations.MINIMAL, Map.of("retouch.log-format", "xml"), Map.of()))
        .hasMessage(
            "The configuration has 1 error:\n"
                + "  retouch.log-format: \"xml\" is not known; write json or text.");
  }

  @Test
  void neverRepeatsSecretsOrPrompts() {
    Map<String, String> mistakes =
        Map.of(
            PROVIDER + "api-key", "geheim 1",
            PROVIDER + "base-url", "https://u:geheim@host",
            PRESET + "prompt", "geheim ${NOWHERE} geheim",
            PRESET + "parameters.negative_prompt", "geheim ${");

    Stream<String> problems = Configurations.problems(Configurations.MINIMAL, mistakes).stream();

    assertThat(problems).hasSize(4).noneMatch(problem -> problem.contains("geheim"));
  }

  private static List<String> problemsWith(String property, String value) {
    return Configurations.problems(Configurations.MINIMAL, Map.of(property, value));
  }
}
