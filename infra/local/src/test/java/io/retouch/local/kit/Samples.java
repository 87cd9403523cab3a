package io.retouch.local.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;

/** Small pictures, and the documented events of the core's tests. */
final class Samples {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SIDE = 48;

  private Samples() {}

  static byte[] picture(int seed) {
    BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        picture.setRGB(x, y, (x * 5) << 16 | (y * 5) << 8 | (seed & 0xFF));
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }

  /**
   * What a queue would hold of an event: its text, or the bodies of a batch's messages. Only the
   * buckets are replaced by the local one; the keys stay as they are documented, encoding and all.
   */
  static List<String> bodies(String event) {
    try (InputStream in = Samples.class.getResourceAsStream("/events/" + event + ".json")) {
      String text =
          new String(Objects.requireNonNull(in, event).readAllBytes(), StandardCharsets.UTF_8)
              .replaceAll("amzn-s3-demo-bucket1?", "uploads")
              .replace("\"name\": \"images\"", "\"name\": \"uploads\"");
      JsonNode records = JSON.readTree(text).path("Records");
      if (!records.path(0).path("eventSource").asText().equals("aws:sqs")) {
        return List.of(text);
      }
      List<String> bodies = new ArrayList<>();
      records.forEach(message -> bodies.add(message.path("body").asText()));
      return bodies;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
