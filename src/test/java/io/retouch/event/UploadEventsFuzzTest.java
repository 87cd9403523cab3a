package io.retouch.event;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spoils the documented events at random places, from fixed seeds. */
class UploadEventsFuzzTest {
  private static final int ROUNDS = 1000;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3-put",
        "s3-several-records",
        "s3-test-event",
        "sns-lambda",
        "sns-notification",
        "eventbridge-created",
        "minio-put",
        "sqs-s3",
        "sqs-sns-s3",
        "sqs-eventbridge",
        "sqs-mixed",
        "retouch-generate"
      })
  void throwsNothingButItsOwnException(String fixture) {
    Random random = new Random(fixture.hashCode());
    for (int round = 0; round < ROUNDS; round++) {
      JsonNode event = Events.read(fixture);
      int blows = 1 + random.nextInt(3);
      for (int blow = 0; blow < blows; blow++) {
        event = spoilt(event, random);
      }

      JsonNode hostile = event;
      assertThatCode(() -> decodeOrRefuse(hostile)).as("%s", hostile).doesNotThrowAnyException();
    }
  }

  private static void decodeOrRefuse(JsonNode event) {
    try {
      UploadEvents.decode(event);
    } catch (UndecodableEventException e) {
      // What a batch is refused with.
    }
  }

  private static JsonNode spoilt(JsonNode node, Random random) {
    if (random.nextInt(12) == 0) {
      return anything(random);
    }
    if (node instanceof ObjectNode object && !object.isEmpty()) {
      List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
      Map.Entry<String, JsonNode> field = fields.get(random.nextInt(fields.size()));
      object.set(field.getKey(), spoilt(field.getValue(), random));
      return object;
    }
    if (node instanceof ArrayNode array && !array.isEmpty()) {
      int index = random.nextInt(array.size());
      array.set(index, spoilt(array.get(index), random));
      return array;
    }
    if (node.isTextual() && !node.textValue().isEmpty()) {
      return NODES.textNode(spoilt(node.textValue(), random));
    }
    return anything(random);
  }

  private static String spoilt(String text, Random random) {
    StringBuilder spoilt = new StringBuilder(text);
    int at = random.nextInt(text.length());
    switch (random.nextInt(4)) {
      case 0 -> spoilt.deleteCharAt(at);
      case 1 -> spoilt.setCharAt(at, (char) random.nextInt(0x10000));
      case 2 -> spoilt.setLength(at);
      default -> spoilt.insert(at, "%");
    }
    return spoilt.toString();
  }

  private static JsonNode anything(Random random) {
    return switch (random.nextInt(9)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.numberNode(random.nextLong());
      case 2 -> NODES.booleanNode(random.nextBoolean());
      case 3 -> NODES.arrayNode().add(NODES.nullNode());
      case 4 -> NODES.objectNode();
      case 5 -> NODES.textNode("{".repeat(random.nextInt(2000)));
      case 6 -> NODES.textNode("x".repeat(random.nextInt(20_000)));
      case 7 -> NODES.missingNode();
      default -> NODES.textNode("");
    };
  }
}
