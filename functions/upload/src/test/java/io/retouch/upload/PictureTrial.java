package io.retouch.upload;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.http.ContentType;
import io.retouch.parts.LocalEditApi;
import io.retouch.parts.LocalStore;
import io.retouch.parts.sample.Samples;
import java.awt.image.BufferedImage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Sends pictures through the whole function and looks at what comes out. */
record PictureTrial(LocalStore store, LocalEditApi api) {
  void reset() {
    for (String bucket : List.of("uploads", "edited")) {
      store.keys(bucket).forEach(key -> store.delete(bucket, key));
    }
    api.reset();
  }

  /** Uploads and announces a picture, which is edited and paid for once. */
  void edit(String key, byte[] bytes) {
    send(key, bytes);
    assertThat(api.paid()).as("calls that were paid for, for %s", key).isEqualTo(1);
  }

  /** Uploads and announces a picture. */
  void send(String key, byte[] bytes) {
    store.put("uploads", key, bytes, "application/octet-stream", Map.of());
    var event = Events.put(URLEncoder.encode(key, StandardCharsets.UTF_8));
    event
        .get("Records")
        .forEach(record -> ((ObjectNode) record.path("s3").path("bucket")).put("name", "uploads"));
    given()
        .contentType(ContentType.JSON)
        .body(Events.batch(event).toString())
        .when()
        .post("/")
        .then()
        .statusCode(200)
        .body(is("{\"batchItemFailures\":[]}"));
  }

  BufferedImage result(String key) {
    return Samples.decode(store.get("edited", key).orElseThrow().bytes());
  }

  /** The report that says why there is no result. */
  String report(String key) {
    return new String(store.get("edited", key).orElseThrow().bytes(), StandardCharsets.UTF_8);
  }

  /** Compares with the colour that the local edit makes of what was to be seen there. */
  static void assertColour(BufferedImage result, int x, int y, int before, int tolerance) {
    int expected = LocalEditApi.editedRgb(0xFF000000 | before, LocalCloud.PROMPT);
    int found = result.getRGB(x, y);
    assertThat(Samples.difference(found, expected))
        .as("%d, %d: %06x for %06x", x, y, found & 0xFFFFFF, expected & 0xFFFFFF)
        .isLessThanOrEqualTo(tolerance);
  }
}
