package io.retouch.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadEventTest {
  private static UploadEvent event(String key) {
    Instant time = Instant.parse("2026-11-20T11:00:00.123Z");
    return new UploadEvent("us-east-1", "uploads", key, 1024, "d41d8cd9", time);
  }

  @Test
  void describesTheObjectAsS3Does() {
    JsonNode record = event("uploads/a.jpg").notification().path("Records").path(0);

    assertThat(record.path("eventVersion").asText()).isEqualTo("2.1");
    assertThat(record.path("eventSource").asText()).isEqualTo("aws:s3");
    assertThat(record.path("eventName").asText()).isEqualTo("ObjectCreated:Put");
    assertThat(record.path("eventTime").asText()).isEqualTo("2026-11-20T11:00:00.123Z");
    assertThat(record.at("/s3/bucket/name").asText()).isEqualTo("uploads");
    assertThat(record.at("/s3/bucket/arn").asText()).isEqualTo("arn:aws:s3:::uploads");
    assertThat(record.at("/s3/object/size").asLong()).isEqualTo(1024);
    assertThat(record.at("/s3/object/eTag").asText()).isEqualTo("d41d8cd9");
    assertThat(record.at("/s3/object/sequencer").asText()).matches("[0-9A-F]{16}");
    assertThat(record.at("/s3/object").has("versionId")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "uploads/red flower.jpg, uploads/red+flower.jpg",
    "uploads/a+b.jpg, uploads/a%2Bb.jpg",
    "uploads/100%.jpg, uploads/100%25.jpg",
    "uploads/花.jpg, uploads/%E8%8A%B1.jpg"
  })
  void encodesTheKeyAsAForm(String key, String encoded) {
    JsonNode record = event(key).notification().path("Records").path(0);

    assertThat(record.at("/s3/object/key").asText()).isEqualTo(encoded);
  }
}
