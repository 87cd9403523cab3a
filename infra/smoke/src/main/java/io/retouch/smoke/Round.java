package io.retouch.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** One picture's way through a deployment, which costs what one edit costs. */
final class Round {
  /** Outcomes to which nothing is added by waiting. */
  private static final Set<String> LOST = Set.of("rejected", "parked", "skipped");

  private static final Duration LOOK = Duration.ofSeconds(2);

  private final Deployment deployment;
  private final String preset;
  private final Duration patience;
  private final Consumer<String> say;

  /**
   * @param patience how long the edit may take
   * @param say takes sentences
   */
  Round(Deployment deployment, String preset, Duration patience, Consumer<String> say) {
    this.deployment = deployment;
    this.preset = preset;
    this.patience = patience;
    this.say = say;
  }

  /**
   * Sends a picture of its own key, and waits for its result.
   *
   * @throws SmokeException if it is not edited in time, or not as it should be
   */
  void go(String bucket, String prefix) throws InterruptedException {
    byte[] picture = TestPicture.png();
    String key =
        "%sretouch-smoke-%s-%s.png"
            .formatted(
                prefix,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", ""),
                UUID.randomUUID().toString().substring(0, 8));
    long started = System.nanoTime();
    deployment.put(bucket, key, picture);
    say.accept("Put a picture of %d bytes: %s/%s".formatted(picture.length, bucket, key));
    JsonNode status = await(key, started);
    long took = Duration.ofNanos(System.nanoTime() - started).toSeconds();
    GetObjectResponse result = result(status);
    say.accept(
        "Edited within %d s: %s/%s, %s, %d bytes"
            .formatted(
                took,
                status.at("/output/bucket").asText(),
                status.at("/output/key").asText(),
                result.contentType(),
                result.contentLength()));
    say.accept(
        "The operator's function knows it: %s, %d call%s, paid at most %d"
            .formatted(
                status.path("outcome").asText(),
                status.path("calls").asInt(),
                status.path("calls").asInt() == 1 ? "" : "s",
                status.path("paidAtMost").asInt()));
  }

  private JsonNode await(String key, long started) throws InterruptedException {
    JsonNode status = deployment.status(preset, key);
    while (!status.path("outcome").asText().equals("edited")) {
      if (LOST.contains(status.path("outcome").asText())) {
        throw new SmokeException("The picture was not edited: " + why(status));
      }
      if (System.nanoTime() - started > patience.toNanos()) {
        throw new SmokeException(
            "After %d s the picture is not edited: %s"
                .formatted(patience.toSeconds(), why(status)));
      }
      Thread.sleep(LOOK.toMillis());
      status = deployment.status(preset, key);
    }
    return status;
  }

  private static String why(JsonNode status) {
    return "%s (%s), %s"
        .formatted(
            status.path("outcome").asText(),
            status.path("code").asText("no code"),
            status.path("reason").asText("for no reason that is known"));
  }

  private GetObjectResponse result(JsonNode status) {
    String bucket = status.at("/output/bucket").asText();
    String key = status.at("/output/key").asText();
    GetObjectResponse result = deployment.get(bucket, key);
    if (!String.valueOf(result.contentType()).startsWith("image/")) {
      throw new SmokeException(
          "The result %s/%s is no image, but %s.".formatted(bucket, key, result.contentType()));
    }
    if (!preset.equals(result.metadata().get("retouch-preset"))) {
      throw new SmokeException(
          "The result %s/%s does not carry the marker of the preset %s."
              .formatted(bucket, key, preset));
    }
    return result;
  }
}
