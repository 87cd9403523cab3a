package io.retouch.local.cloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What the function says about one picture, in one line of JSON.
 *
 * @param name {@code edited}, {@code skipped}, {@code rejected}, {@code parked} or {@code waiting}
 * @param code a stable word, may be empty
 * @param reason a sentence, may be empty
 * @param outputBucket where the result lies, may be empty
 * @param outputKey where the result lies, may be empty
 * @param report the key of the rejection's report, may be empty
 * @param until when a waiting picture is tried again at the earliest, may be empty
 * @param attempts how often the edit API was called
 * @param took the whole of this delivery's work on the picture
 */
public record Outcome(
    String name,
    String bucket,
    String key,
    String code,
    String reason,
    String outputBucket,
    String outputKey,
    String report,
    String until,
    int attempts,
    Duration took) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public Outcome {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(outputBucket, "outputBucket");
    Objects.requireNonNull(outputKey, "outputKey");
    Objects.requireNonNull(report, "report");
    Objects.requireNonNull(until, "until");
    Objects.requireNonNull(took, "took");
  }

  /** The outcome, if the line tells one. */
  public static Optional<Outcome> parse(String line) {
    int start = line.indexOf('{');
    if (start < 0) {
      return Optional.empty();
    }
    JsonNode json;
    try {
      json = JSON.readTree(line.substring(start));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    if (!json.path("event").asText().equals("edit")) {
      return Optional.empty();
    }
    return Optional.of(
        new Outcome(
            json.path("outcome").asText(""),
            json.path("bucket").asText(""),
            json.path("key").asText(""),
            json.path("code").asText(""),
            json.path("reason").asText(""),
            json.path("outputBucket").asText(""),
            json.path("outputKey").asText(""),
            json.path("report").asText(""),
            json.path("until").asText(""),
            json.path("attempts").asInt(0),
            Duration.ofMillis(json.path("totalMs").asLong(0))));
  }

  /** Whether the picture comes again; every other outcome is its last. */
  public boolean isWaiting() {
    return name.equals("waiting");
  }

  /** The reason and its code, for the end of a sentence. */
  public String explanation() {
    String text = reason.isBlank() ? "no reason was given" : reason.strip();
    String sentence = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    return code.isBlank() ? sentence + "." : sentence + " (" + code + ").";
  }
}
