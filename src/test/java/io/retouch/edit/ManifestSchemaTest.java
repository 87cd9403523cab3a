package io.retouch.edit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.retouch.image.ImageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the schema refuses; that real manifests are valid is tested where they are written. */
class ManifestSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** With every property that can be there. */
  private static final String FULL =
      """
      {
        "schema": "urn:retouch:manifest:1",
        "retouch": "1.2.3",
        "edit": "%1$s",
        "at": "2026-11-20T09:12:44Z",
        "source": {"bucket": "uploads", "key": "a.jpg", "eTag": "9a", "size": 10,
          "format": "jpeg", "width": 4, "height": 3, "orientation": 6},
        "sent": {"fitted": true, "size": 9, "format": "png", "width": 3, "height": 4},
        "preset": {"name": "watercolour", "fingerprint": "%1$s"},
        "provider": "stepfun",
        "dialect": "openai-edits",
        "model": "step-image-edit-2",
        "parameters": {"seed": "7"},
        "seed": 7,
        "result": {"bucket": "edited", "key": "a.png", "size": 8,
          "format": "png", "width": 3, "height": 4},
        "attempts": 2,
        "paidAtMost": 1,
        "cost": {"currency": "CNY", "amount": "0.02"},
        "resumed": false,
        "timings": {"fetchMs": 1, "probeMs": 0, "fitMs": 3, "editMs": 4, "writeMs": 5, "totalMs": 13}
      }
      """
          .formatted("0f".repeat(32));

  @Test
  void isASchemaItself() {
    Schema itself =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));

    assertThat(itself.validate(ManifestSchema.text())).isEmpty();
    assertThat(ManifestSchema.text().path("$id").asText()).isEqualTo(Manifest.SCHEMA);
  }

  @Test
  void takesAManifestWithEverything() {
    assertThat(ManifestSchema.problems(full())).isEmpty();
  }

  @Test
  void wantsWhatIsAlwaysThere() {
    ManifestSchema.text()
        .path("required")
        .forEach(
            name -> {
              ObjectNode manifest = full();
              assertThat(manifest.remove(name.asText())).as(name.asText()).isNotNull();
              assertThat(ManifestSchema.problems(manifest)).as(name.asText()).isNotEmpty();
            });
  }

  /** An object without its rules would take anything. */
  @Test
  void takesNothingThatItDoesNotDescribe() {
    for (String place : List.of("", "source", "sent", "preset", "result", "cost", "timings")) {
      ObjectNode manifest = full();
      ObjectNode object = place.isEmpty() ? manifest : (ObjectNode) manifest.get(place);
      object.put("prompt", "Paint");

      assertThat(ManifestSchema.problems(manifest)).as(place).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /schema              | "urn:retouch:manifest:2"
          /retouch             | ""
          /edit                | "0f"
          /at                  | "20 November"
          /source/eTag         | ""
          /source/size         | 0
          /source/format       | "JPEG"
          /source/orientation  | 9
          /sent/fitted         | "yes"
          /preset/name         | "Water colour"
          /preset/fingerprint  | "fingerprint"
          /parameters/seed     | 7
          /seed                | "7"
          /result/width        | 0
          /attempts            | 0
          /paidAtMost          | 0
          /cost/amount         | "2E-2"
          /cost/amount         | 0.02
          /cost/currency       | "yuan"
          /resumed             | "no"
          /resumed             | true
          /timings/totalMs     | -1
          """)
  void refusesWrongValues(String pointer, String value) throws JsonProcessingException {
    ObjectNode manifest = full();
    int slash = pointer.lastIndexOf('/');
    ObjectNode object = (ObjectNode) manifest.at(pointer.substring(0, slash));
    assertThat(object.set(pointer.substring(slash + 1), JSON.readTree(value)).isObject()).isTrue();

    assertThat(ManifestSchema.problems(manifest)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "source/bucket", "source/width", "source/format", "sent/fitted", "preset/fingerprint",
        "result/key", "result/format", "cost/amount", "timings/totalMs", "source"
      })
  void wantsWhatBelongsTogether(String path) {
    ObjectNode manifest = full();
    int slash = path.indexOf('/');
    ObjectNode object = slash < 0 ? manifest : (ObjectNode) manifest.get(path.substring(0, slash));
    assertThat(object.remove(path.substring(slash + 1))).isNotNull();

    assertThat(ManifestSchema.problems(manifest)).isNotEmpty();
  }

  @Test
  void isOfASourceOrOfANameAndNotOfBoth() {
    ObjectNode both = full().put("name", "cats");
    ObjectNode named = full().put("name", "cats");
    named.remove(List.of("source", "sent"));

    assertThat(ManifestSchema.problems(both)).isNotEmpty();
    assertThat(ManifestSchema.problems(named)).isEmpty();
  }

  @Test
  void knowsEveryStepAndFormat() {
    JsonNode schema = ManifestSchema.text();
    List<String> steps = new ArrayList<>();
    schema.at("/properties/timings/properties").fieldNames().forEachRemaining(steps::add);
    List<String> formats = new ArrayList<>();
    schema.at("/$defs/format/enum").forEach(format -> formats.add(format.asText()));

    assertThat(steps)
        .containsExactlyElementsOf(
            Stream.concat(
                    Arrays.stream(EditTrail.Step.values()).map(ManifestSchemaTest::word),
                    Stream.of("total"))
                .map(step -> step + "Ms")
                .toList());
    assertThat(formats)
        .containsExactlyElementsOf(
            Arrays.stream(ImageFormat.values()).map(ManifestSchemaTest::word).toList());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode full() {
    try {
      return (ObjectNode) JSON.readTree(FULL);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
