package io.retouch.local.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retouch.local.cloud.Edit;
import io.retouch.local.cloud.Outcome;
import io.retouch.parts.StoredBlob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
  private static final String KEY = "uploads/a/<b>&\"c\" 花+1.png";

  private final List<Edit> edits = new CopyOnWriteArrayList<>();
  private final Map<String, StoredBlob> objects = new HashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Page page =
      Page.start(0, () -> List.copyOf(edits), Set.of("uploads", "edited"), this::read);

  private Optional<StoredBlob> read(String bucket, String key) {
    asked.add(bucket + "/" + key);
    return Optional.ofNullable(objects.get(bucket + "/" + key));
  }

  @AfterEach
  void stop() {
    page.close();
  }

  private void store(String path, String contentType, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    objects.put(path, new StoredBlob(bytes, contentType, Map.of(), "e1"));
  }

  private static Edit edit(String key, Outcome... outcomes) {
    return new Edit(
        "uploads", key, 10, Instant.parse("2026-11-20T11:00:00Z"), List.of(outcomes), false);
  }

  private static Outcome outcome(String name, String reason, String output) {
    String bucket = output.isEmpty() ? "" : "edited";
    Duration took = Duration.ofMillis(1_250);
    return new Outcome(name, "uploads", "k", "", reason, bucket, output, "", "", 1, took);
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(page.address().resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void showsBeforeAndAfterOfEveryEdit() throws Exception {
    edits.add(edit("uploads/b.png", outcome("edited", "", "watercolour/b.png")));

    HttpResponse<String> answer = get("/");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("<img src=\"/uploads/uploads/b.png\"", "<img src=\"/edited/watercolour/b.png\"")
        .contains("edited: uploads/b.png", "in 1.3 s", "http-equiv=\"refresh\"");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'");
  }

  @Test
  void saysWhyThereIsNoResult() throws Exception {
    edits.add(edit("uploads/b.png", outcome("rejected", "It is no <picture>.", "")));

    String html = get("/").body();

    assertThat(html).contains("no result", "It is no &lt;picture&gt;.", "class=\"rejected\"");
  }

  @Test
  void escapesEveryKeyAndFindsItsObjectAgain() throws Exception {
    edits.add(edit(KEY, outcome("edited", "", KEY)));
    store("uploads/" + KEY, "image/png", "before");

    String html = get("/").body();
    String link = html.replaceAll("(?s).*?<img src=\"([^\"]*)\".*", "$1");
    HttpResponse<String> picture = get(link);

    assertThat(html).doesNotContain("<b>", "\"c\"").contains("&lt;b&gt;&amp;&quot;c&quot; 花+1");
    assertThat(picture.statusCode()).isEqualTo(200);
    assertThat(picture.body()).isEqualTo("before");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/other/a.png",
        "/uploads",
        "/uploads/",
        "/uploads/../other/a.png",
        "/uploads/a/../../../a.png",
        "/uploads/%2e%2e/a.png",
        "/uploads/a%2f..%2f..%2fa.png",
        "/uploads/..%5ca.png",
        "/uploads/%00a.png",
        "/uploads//etc/passwd",
        "/uploads/a.png%zz",
        "/.cloud/lock"
      })
  void asksTheStoreForNothingOutsideTheTwoBuckets(String path) throws Exception {
    assertThat(statusOf("GET " + path, "127.0.0.1:" + page.address().getPort()))
        .containsAnyOf(" 404 ", " 400 ");
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a.svg, image/svg+xml, text/plain; charset=utf-8",
    "a.html, text/html, text/plain; charset=utf-8",
    "a.json, application/json, text/plain; charset=utf-8",
    "a.JPG, application/octet-stream, image/jpeg",
    "a.jpg, image/png, image/png"
  })
  void letsABrowserDrawPicturesAndRunNothing(String key, String declared, String served)
      throws Exception {
    store("uploads/" + key, declared, "x");

    HttpResponse<String> answer = get("/uploads/" + key);

    assertThat(answer.headers().firstValue("Content-Type")).contains(served);
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  void sendsAPictureOnceUntilItChanges() throws Exception {
    store("edited/a.png", "image/png", "after");

    HttpResponse<String> first = get("/edited/a.png");
    String tag = first.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> second = get("/edited/a.png", "If-None-Match", tag);

    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
  }

  @Test
  void showsFiftyAndCountsTheRest() throws Exception {
    for (int i = 0; i < PageHtml.SHOWN + 1; i++) {
      edits.add(edit("uploads/" + i + ".png"));
    }

    String html = get("/").body();

    assertThat(html).contains("queued 51", "1 older ones are not shown");
    assertThat(html).contains("queued: uploads/49.png").doesNotContain("queued: uploads/50.png");
  }

  @Test
  void answersNoOtherHostNameAndNoOtherMethod() throws Exception {
    int port = page.address().getPort();

    assertThat(statusOf("GET /", "evil.example:" + port)).contains(" 403 ");
    assertThat(statusOf("GET /", "localhost:" + port)).contains(" 200 ");
    assertThat(statusOf("POST /", "127.0.0.1:" + port)).contains(" 405 ");
  }

  /** The first line of the answer to a request that no well-behaved client would send. */
  private String statusOf(String methodAndPath, String host) throws IOException {
    URI address = page.address();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      String request =
          methodAndPath + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.lines().findFirst().orElse("");
    }
  }

  @Test
  void saysThatItsPortIsTaken() {
    int taken = page.address().getPort();

    assertThatThrownBy(
            () -> Page.start(taken, List::of, Set.of(), (bucket, key) -> Optional.empty()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("port " + taken);
  }
}
