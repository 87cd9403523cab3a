package io.retouch.store;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.retouch.edit.ObjectStore.Headers;
import io.retouch.edit.ObjectStore.Listed;
import io.retouch.edit.ObjectStore.Listing;
import io.retouch.edit.ObjectStore.NewObject;
import io.retouch.edit.ObjectStore.StoredObject;
import io.retouch.edit.ObjectTooLargeException;
import io.retouch.edit.StoreException;
import io.retouch.parts.LocalStore;
import io.retouch.preset.Storage;
import io.retouch.sdk.TestClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The adapter alone, against a real store and against one that misbehaves. */
@TestInstance(Lifecycle.PER_CLASS)
class S3ObjectStoreTest {
  private static final byte[] BYTES = "0123456789".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private final LocalStore server = LocalStore.inMemory();

  @BeforeAll
  void makeTheBucket() {
    server.createBucket("bucket");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void readsAnObjectWithItsMetadata() throws IOException {
    server.put("bucket", "in/red flower+1.jpg", BYTES, "image/jpeg", Map.of("by", "Ada"));
    Path file = folder.resolve("read");

    StoredObject object =
        store().fetch("bucket", "in/red flower+1.jpg", file, BYTES.length).orElseThrow();

    assertThat(Files.readAllBytes(file)).isEqualTo(BYTES);
    assertThat(object.size()).isEqualTo(BYTES.length);
    assertThat(object.eTag()).doesNotContain("\"").isNotEmpty();
    assertThat(object.userMetadata()).containsExactlyEntriesOf(Map.of("by", "Ada"));
    assertThat(store().head("bucket", "in/red flower+1.jpg")).contains(object);
  }

  @Test
  void listsWhatBeginsWithAPrefixAfterAKey() {
    for (String key :
        List.of("list/b+1.png", "list/a b.png", "list/ü.png", "listed", "list/c/d.png")) {
      server.put("bucket", key, BYTES, "image/png", Map.of("by", "Ada"));
    }

    Listing all = store().list("bucket", "list/", "");
    Listing rest = store().list("bucket", "list/", "list/b+1.png");

    assertThat(all.objects())
        .extracting(Listed::key)
        .containsExactly("list/a b.png", "list/b+1.png", "list/c/d.png", "list/ü.png");
    assertThat(all.more()).isFalse();
    assertThat(rest.objects())
        .extracting(Listed::key)
        .containsExactly("list/c/d.png", "list/ü.png");
    StoredObject listed = all.objects().get(0).object();
    StoredObject itself = store().head("bucket", "list/a b.png").orElseThrow();
    assertThat(listed.eTag()).isEqualTo(itself.eTag());
    assertThat(listed.size()).isEqualTo(itself.size());
    assertThat(listed.userMetadata()).isEmpty();
  }

  @Test
  void listsAThousandObjectsAtATime() {
    for (int i = 0; i < 1001; i++) {
      server.put("bucket", "many/%04d".formatted(i), BYTES, "image/png", Map.of());
    }

    Listing first = store().list("bucket", "many/", "");
    Listing second = store().list("bucket", "many/", first.objects().get(999).key());

    assertThat(first.objects()).hasSize(1000);
    assertThat(first.more()).isTrue();
    assertThat(second.objects()).extracting(Listed::key).containsExactly("many/1000");
    assertThat(second.more()).isFalse();
  }

  @Test
  void saysWhichPrefixCouldNotBeListed() {
    assertThatThrownBy(() -> store().list("no-such-bucket", "in/", ""))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("could not list no-such-bucket/in/");
  }

  @Test
  void downloadsNothingOfAnObjectThatIsOneByteTooLarge() {
    server.put("bucket", "large", BYTES, "image/jpeg", Map.of());
    Path file = folder.resolve("large");

    assertThatThrownBy(() -> store().fetch("bucket", "large", file, BYTES.length - 1))
        .isInstanceOfSatisfying(
            ObjectTooLargeException.class,
            e -> assertThat(e.object().size()).isEqualTo(BYTES.length));
    assertThat(file).doesNotExist();
  }

  @Test
  void knowsThatAnObjectIsNotThere() {
    assertThat(store().fetch("bucket", "gone", folder.resolve("gone"), 100)).isEmpty();
    assertThat(store().head("bucket", "gone")).isEmpty();
  }

  @Test
  void provesABucketOrNamesIt() {
    S3ObjectStore store = store();

    store.proveBucket("bucket");

    assertThatThrownBy(() -> store.proveBucket("no-such-bucket"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("no-such-bucket")
        .hasMessageContaining("404");
  }

  @Test
  void readsTheBeginningOfWhatIsLarger() throws IOException {
    server.put("bucket", "large", BYTES, "image/png", Map.of("by", "Ada"));
    Path file = folder.resolve("beginning");

    StoredObject object = store().fetchBeginning("bucket", "large", file, 4).orElseThrow();

    assertThat(file).hasContent("0123");
    assertThat(object).isEqualTo(store().head("bucket", "large").orElseThrow());
    assertThat(object.size()).isEqualTo(BYTES.length);
    assertThat(object.userMetadata()).containsEntry("by", "Ada");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 10})
  void readsAllOfWhatIsNotLarger(int size) throws IOException {
    byte[] bytes = Arrays.copyOf(BYTES, size);
    server.put("bucket", "small", bytes, "image/png", Map.of());
    Path file = folder.resolve("beginning");

    StoredObject object = store().fetchBeginning("bucket", "small", file, 10).orElseThrow();

    assertThat(file).hasBinaryContent(bytes);
    assertThat(object.size()).isEqualTo(size);
  }

  @Test
  void findsNoBeginningOfWhatIsNotThere() {
    assertThat(store().fetchBeginning("bucket", "nothing", folder.resolve("x"), 4)).isEmpty();
  }

  @Test
  void makesLinksThatWorkWithoutCredentialsUntilTheyEnd() throws IOException {
    server.put("bucket", "in/red flower+1.jpg", BYTES, "image/jpeg", Map.of());

    URI link = store().presign("bucket", "in/red flower+1.jpg", Duration.ofMinutes(5));

    assertThat(link.toURL().openStream()).hasBinaryContent(BYTES);
    assertThat(link.getRawQuery()).contains("X-Amz-Expires=300");
    assertThat(link.toString()).doesNotContain(server.secretAccessKey());
  }

  @Test
  void overwritesOnlyWhereItMay() throws IOException {
    server.put("bucket", "taken", new byte[] {1}, "image/png", Map.of());

    assertThat(store().put(object("taken", false))).isFalse();
    assertThat(server.get("bucket", "taken").orElseThrow().bytes()).containsExactly(1);
    assertThat(store().put(object("free", false))).isTrue();
    assertThat(store().put(object("taken", true))).isTrue();
    assertThat(server.get("bucket", "taken").orElseThrow().bytes()).isEqualTo(BYTES);
    assertThat(server.get("bucket", "free").orElseThrow().userMetadata())
        .containsEntry("retouch-preset", "watercolour");
  }

  @Test
  void readsWhatAnObjectIsServedWithAndWritesIt() throws IOException {
    assertThat(store().put(object("served", true))).isTrue();
    Headers expected = new Headers(Optional.of("max-age=60"), Optional.of("inline"));

    StoredObject whole = store().fetch("bucket", "served", folder.resolve("x"), 100).orElseThrow();
    StoredObject beginning =
        store().fetchBeginning("bucket", "served", folder.resolve("y"), 4).orElseThrow();

    assertThat(whole.headers()).isEqualTo(expected);
    assertThat(beginning.headers()).isEqualTo(expected);
    assertThat(server.get("bucket", "served").orElseThrow().contentType()).isEqualTo("image/png");
  }

  /** The local store knows neither tags nor encryption. */
  @Test
  void sendsTagsEncryptionAndStorageClassAsTheyAreWanted() throws IOException {
    NewObject plain = object("out.png", true);
    NewObject object =
        new NewObject(
            plain.bucket(),
            plain.key(),
            plain.file(),
            plain.contentType(),
            plain.userMetadata(),
            true,
            plain.headers(),
            Map.of("owner", "Ada & Bob=1"),
            new Storage(
                true,
                Optional.of("aws:kms:dsse"),
                Optional.of("alias/pictures"),
                Optional.of("GLACIER_IR")));
    Map<String, List<String>> sent = new ConcurrentHashMap<>();
    try (Misbehaving s3 = new Misbehaving(exchange -> takes(exchange, sent))) {
      assertThat(s3.store().put(object)).isTrue();
    }

    assertThat(sent)
        .containsEntry("X-amz-tagging", List.of("owner=Ada%20%26%20Bob%3D1"))
        .containsEntry("X-amz-server-side-encryption", List.of("aws:kms:dsse"))
        .containsEntry("X-amz-server-side-encryption-aws-kms-key-id", List.of("alias/pictures"))
        .containsEntry("X-amz-storage-class", List.of("GLACIER_IR"))
        .containsEntry("X-amz-meta-retouch-preset", List.of("watercolour"))
        .containsEntry("Content-type", List.of("image/png"))
        .containsEntry("Cache-control", List.of("max-age=60"))
        .containsEntry("Content-disposition", List.of("inline"));
  }

  @Test
  void leavesEncryptionAndStorageClassToTheBucketWhereNothingIsWanted() throws IOException {
    Map<String, List<String>> sent = new ConcurrentHashMap<>();
    try (Misbehaving s3 = new Misbehaving(exchange -> takes(exchange, sent))) {
      assertThat(s3.store().put(object("out.png", true))).isTrue();
    }

    assertThat(sent.keySet())
        .contains("Content-type")
        .noneMatch(
            name -> name.matches("(?i)x-amz-(tagging|server-side-encryption.*|storage-class)"));
  }

  @Test
  void encryptsWhatIsNoResultAndArchivesItNot() throws IOException {
    NewObject object =
        NewObject.beside(
            "bucket",
            "out.png.json",
            Files.write(folder.resolve("json"), BYTES),
            "application/json",
            Map.of(),
            true,
            new Storage(true, Optional.of("AES256"), Optional.empty(), Optional.of("GLACIER_IR")));
    Map<String, List<String>> sent = new ConcurrentHashMap<>();
    try (Misbehaving s3 = new Misbehaving(exchange -> takes(exchange, sent))) {
      assertThat(s3.store().put(object)).isTrue();
    }

    assertThat(sent)
        .containsEntry("X-amz-server-side-encryption", List.of("AES256"))
        .doesNotContainKeys("X-amz-storage-class", "X-amz-tagging");
  }

  @Test
  void readsTags() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    String tags =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Tagging xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><TagSet>
        <Tag><Key>owner</Key><Value>Ada &amp; Bob=1</Value></Tag>
        <Tag><Key>draft</Key><Value></Value></Tag>
        <Tag><Key>aws:backup:source</Key><Value>nobody else may give it</Value></Tag>
        </TagSet></Tagging>
        """;
    try (Misbehaving s3 =
        new Misbehaving(
            exchange -> {
              asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
              exchange.getResponseHeaders().set("Content-Type", "application/xml");
              exchange.sendResponseHeaders(200, tags.length());
              exchange.getResponseBody().write(tags.getBytes(StandardCharsets.UTF_8));
              exchange.close();
            })) {
      assertThat(s3.store().tags("bucket", "in/a.jpg"))
          .isEqualTo(Map.of("owner", "Ada & Bob=1", "draft", ""));
    }
    assertThat(asked).containsExactly("GET /bucket/in/a.jpg?tagging");
  }

  @Test
  void namesTheObjectWhoseTagsCannotBeRead() throws IOException {
    try (Misbehaving s3 = new Misbehaving(exchange -> answer(exchange, 403, ""))) {
      assertThatThrownBy(() -> s3.store().tags("bucket", "in/a.jpg"))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("could not read the tags of bucket/in/a.jpg")
          .hasMessageContaining("403");
    }
  }

  @Test
  void asksToRepeatAWriteThatConflictsWithAnother() throws IOException {
    try (Misbehaving s3 = new Misbehaving(exchange -> answer(exchange, 409, ""))) {
      assertThatThrownBy(() -> s3.store().put(object("contested", false)))
          .isInstanceOf(RepeatableStoreException.class)
          .hasMessageContaining("bucket/contested");
    }
  }

  @Test
  void namesObjectAndStatusOfWhatTheStoreRefuses() throws IOException {
    try (Misbehaving s3 = new Misbehaving(exchange -> answer(exchange, 403, ""))) {
      assertThatThrownBy(() -> s3.store().put(object("secret", true)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("bucket/secret")
          .hasMessageContaining("403");
      assertThatThrownBy(() -> s3.store().fetch("bucket", "secret", folder.resolve("x"), 100))
          .isInstanceOf(StoreException.class);
    }
  }

  @Test
  void asksAgainForABodyThatIsCut() throws IOException {
    try (Misbehaving s3 =
        new Misbehaving(
            exchange -> {
              exchange.getResponseHeaders().set("ETag", "\"tag\"");
              exchange.getResponseHeaders().set("Last-Modified", "Sun, 01 Nov 2026 00:00:00 GMT");
              exchange.sendResponseHeaders(200, BYTES.length);
              exchange.getResponseBody().write(BYTES, 0, 3);
              exchange.getResponseBody().flush();
              exchange.close();
            })) {
      assertThatThrownBy(() -> s3.store().fetch("bucket", "cut", folder.resolve("cut"), 100))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("bucket/cut");
      assertThat(s3.requests()).isGreaterThan(1);
    }
  }

  @Test
  void signsALinkToReadAndOneToPutWhatItNames() throws Exception {
    URI put = store().presignPut("bucket", "über 1.png", "image/png", 4, Duration.ofMinutes(5));
    HttpClient anybody = HttpClient.newHttpClient();

    int written = anybody.send(put(put, "image/png", "four"), ofString()).statusCode();
    int larger = anybody.send(put(put, "image/png", "fours"), ofString()).statusCode();
    int other = anybody.send(put(put, "text/html", "four"), ofString()).statusCode();
    URI link = store().presign("bucket", "über 1.png", Duration.ofMinutes(5));
    String read = anybody.send(HttpRequest.newBuilder(link).build(), ofString()).body();

    assertThat(written).isEqualTo(200);
    assertThat(larger).isEqualTo(403);
    assertThat(other).isEqualTo(403);
    assertThat(read).isEqualTo("four");
  }

  private static HttpRequest put(URI link, String contentType, String body) {
    return HttpRequest.newBuilder(link)
        .header("Content-Type", contentType)
        .PUT(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private NewObject object(String key, boolean overwrite) throws IOException {
    Path file = Files.write(folder.resolve("to-write"), BYTES);
    return new NewObject(
        "bucket",
        key,
        file,
        "image/png",
        Map.of("retouch-preset", "watercolour"),
        overwrite,
        new Headers(Optional.of("max-age=60"), Optional.of("inline")),
        Map.of(),
        Storage.DEFAULT);
  }

  private S3ObjectStore store() {
    return new S3ObjectStore(client(server.endpoint()), this::presigner);
  }

  private S3Presigner presigner() {
    return TestClients.presigner(
        server.endpoint(), server.region(), server.accessKeyId(), server.secretAccessKey());
  }

  private S3Client client(URI endpoint) {
    return TestClients.s3(
        endpoint, server.region(), server.accessKeyId(), server.secretAccessKey());
  }

  private static void takes(HttpExchange exchange, Map<String, List<String>> headers)
      throws IOException {
    headers.putAll(exchange.getRequestHeaders());
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("ETag", "\"tag\"");
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
    exchange.close();
  }

  /** A store that answers as it is told, and counts. */
  private final class Misbehaving implements AutoCloseable {
    private final HttpServer http;
    private final AtomicInteger requests = new AtomicInteger();

    Misbehaving(HttpHandler handler) throws IOException {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      http.createContext(
          "/",
          exchange -> {
            requests.incrementAndGet();
            handler.handle(exchange);
          });
      http.start();
    }

    S3ObjectStore store() {
      return new S3ObjectStore(
          client(URI.create("http://127.0.0.1:" + http.getAddress().getPort())),
          S3ObjectStoreTest.this::presigner);
    }

    int requests() {
      return requests.get();
    }

    @Override
    public void close() {
      http.stop(0);
    }
  }
}
