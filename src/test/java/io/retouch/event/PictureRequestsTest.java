package io.retouch.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retouch.event.Announcement.Direct;
import io.retouch.event.Announcement.QueueBatch;
import io.retouch.event.Contents.Decoded;
import io.retouch.event.Contents.Undecodable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The message that asks for a picture, as it is documented and as nobody sends it. */
class PictureRequestsTest {
  private static final Decoded SUMMER_SALE =
      new Decoded(List.of(), List.of(new RequestedPicture("poster", "summer/sale")), List.of());

  @Test
  void decodesTheMessageDirectThroughAQueueAndThroughSns() {
    JsonNode message = Events.read("retouch-generate");

    assertThat(direct(message)).isEqualTo(SUMMER_SALE);
    assertThat(queued(message.toString())).isEqualTo(SUMMER_SALE);
    assertThat(direct(Events.notified(message.toString()))).isEqualTo(SUMMER_SALE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.0", "1.999"})
  void takesEveryMinorVersionWithWhateverItAdds(String version) {
    ObjectNode message = message("version", version).put("colour", "red");

    assertThat(direct(message)).isEqualTo(SUMMER_SALE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          retouch | paint   | Retouch's own message says "paint", but only "generate" is understood.
          retouch | a\tb    | Retouch's own message says "a?b", but only "generate" is understood.
          version | 2.0     | Retouch's own message has version "2.0", but only major version 1 is understood.
          version | ``      | Retouch's own message has version "", but only major version 1 is understood.
          preset  | ``      | The message names no preset.
          preset  | Poster  | The message names no preset.
          preset  | a/../b  | The message names no preset.
          name    | ``      | The message gives the picture no name, or one of more than 1024 bytes.
          """)
  void refusesWhatItDoesNotUnderstand(String field, String value, String sentence) {
    assertThat(reason(message(field, value))).isEqualTo(sentence);
    assertThat(queued(message(field, value).toString())).isInstanceOf(Undecodable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"retouch", "version", "preset", "name"})
  void refusesFieldsOfAWrongType(String field) {
    for (String wrong : List.of("null", "7", "[]", "{}", "true", "[\"generate\"]")) {
      ObjectNode message = (ObjectNode) Events.read("retouch-generate");
      message.set(field, Events.parse(wrong));

      assertThat(direct(message)).as(wrong).isInstanceOf(Undecodable.class);
    }
  }

  @Test
  void takesPresetsOf40CharactersAndNamesOf1024BytesAndNoLonger() {
    assertThat(direct(message("preset", "p".repeat(40)))).isInstanceOf(Decoded.class);
    assertThat(direct(message("preset", "p".repeat(41)))).isInstanceOf(Undecodable.class);
    assertThat(direct(message("name", "ä".repeat(512)))).isInstanceOf(Decoded.class);
    assertThat(reason(message("name", "ä".repeat(512) + "a"))).contains("1024 bytes");
    assertThat(reason(message("name", "\uD800"))).contains("Unicode");
  }

  private static ObjectNode message(String field, String value) {
    return ((ObjectNode) Events.read("retouch-generate")).put(field, value);
  }

  private static Contents direct(JsonNode event) {
    return ((Direct) UploadEvents.decode(event)).contents();
  }

  private static Contents queued(String body) {
    return ((QueueBatch) UploadEvents.decode(Events.queued(body))).messages().get(0).contents();
  }

  private static String reason(JsonNode event) {
    return ((Undecodable) direct(event)).reason();
  }
}
