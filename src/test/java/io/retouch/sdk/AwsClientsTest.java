package io.retouch.sdk;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;

class AwsClientsTest {
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private HttpServer server;

  /** What arrived at the server. */
  private record Seen(String path, Headers headers, String body) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          Headers headers = new Headers();
          headers.putAll(exchange.getRequestHeaders());
          seen.add(new Seen(exchange.getRequestURI().getPath(), headers, body));
          exchange.getResponseHeaders().set("ETag", "\"tag\"");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Map<String, String> settings(String service) {
    Map<String, String> settings = new HashMap<>();
    settings.put(
        "aws.endpoint-url-" + service, "http://127.0.0.1:" + server.getAddress().getPort());
    settings.put("aws.region-" + service, "eu-central-1");
    settings.put("aws.access-key-id-" + service, "AKIDEXAMPLE");
    settings.put("aws.secret-access-key-" + service, "secret");
    return settings;
  }

  @Test
  void sendsAnObjectOnceAndNothingThatOtherStoresDoNotUnderstand() {
    try (S3Client s3 = TestClients.clients(settings("s3")).s3()) {
      s3.putObject(put -> put.bucket("edited").key("a.png"), RequestBody.fromString("picture"));
    }

    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).path()).isEqualTo("/edited/a.png");
    assertThat(seen.get(0).body()).isEqualTo("picture");
    assertThat(seen.get(0).headers().keySet())
        .doesNotContain("Expect", "X-amz-trailer", "X-amz-checksum-crc32", "Content-encoding");
    assertThat(seen.get(0).headers().getFirst("Authorization"))
        .contains("Credential=AKIDEXAMPLE/", "/eu-central-1/s3/");
  }

  /** As servers do while a function is frozen. */
  @Test
  void askAgainWhereAKeptConnectionHasEnded() throws Exception {
    try (ServerSocket closing = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      AtomicInteger answers = new AtomicInteger();
      Thread serving = new Thread(() -> answerAndClose(closing, answers));
      serving.start();
      URI endpoint = URI.create("http://127.0.0.1:" + closing.getLocalPort());
      try (S3Client s3 = TestClients.s3(endpoint, "eu-central-1", "AKIDEXAMPLE", "secret")) {
        for (int i = 0; i < 3; i++) {
          assertThat(s3.headObject(head -> head.bucket("uploads").key("a.png")).contentLength())
              .isEqualTo(7);
        }
      }

      assertThat(answers).hasValue(3);
    }
  }

  private static void answerAndClose(ServerSocket server, AtomicInteger answers) {
    while (!server.isClosed()) {
      try (Socket connection = server.accept()) {
        BufferedReader in =
            new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
          line = in.readLine();
        }
        connection
            .getOutputStream()
            .write("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n".getBytes(US_ASCII));
        answers.incrementAndGet();
      } catch (IOException e) {
        return;
      }
    }
  }

  @Test
  void temporaryKeysCarryTheirToken() {
    Map<String, String> settings = settings("sqs");
    settings.put("aws.session-token-sqs", "the-token");

    try (SqsClient sqs = TestClients.clients(settings).sqs()) {
      sqs.deleteMessage(delete -> delete.queueUrl("http://queue/1").receiptHandle("handle"));
    }

    assertThat(seen.get(0).headers().getFirst("X-amz-security-token")).isEqualTo("the-token");
  }

  @Test
  void linksLeadToTheSameStore() {
    Map<String, String> settings = settings("s3");
    settings.put("aws.endpoint-url-s3", "https://storage.example.com:9000");

    try (S3Presigner presigner = TestClients.clients(settings).presigner()) {
      URI link =
          URI.create(
              presigner
                  .presignGetObject(
                      request ->
                          request
                              .signatureDuration(Duration.ofMinutes(1))
                              .getObjectRequest(get -> get.bucket("uploads").key("a.jpg")))
                  .url()
                  .toString());
      assertThat(link.getAuthority()).isEqualTo("storage.example.com:9000");
      assertThat(link.getPath()).isEqualTo("/uploads/a.jpg");
    }
  }

  @Test
  void withoutAnEndpointAskForAwsByTheBucketsHost() {
    Map<String, String> settings = settings("s3");
    settings.remove("aws.endpoint-url-s3");

    try (S3Presigner presigner = TestClients.clients(settings).presigner()) {
      assertThat(
              presigner
                  .presignGetObject(
                      link ->
                          link.signatureDuration(Duration.ofMinutes(1))
                              .getObjectRequest(get -> get.bucket("uploads").key("a.jpg")))
                  .url()
                  .getHost())
          .isEqualTo("uploads.s3.eu-central-1.amazonaws.com");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"storage.example.com", "ftp://storage.example.com", "https://", "a b"})
  void anEndpointIsAnAddress(String url) {
    Map<String, String> settings = settings("s3");
    settings.put("aws.endpoint-url-s3", url);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestClients.clients(settings))
        .withMessageStartingWith("aws.endpoint-url-s3: \"" + url + "\" is not an address");
  }

  @Test
  void halfAKeyPairIsNone() {
    Map<String, String> settings = settings("dynamodb");
    settings.remove("aws.secret-access-key-dynamodb");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestClients.clients(settings))
        .withMessage(
            "aws.access-key-id-dynamodb and aws.secret-access-key-dynamodb: set both of them or"
                + " none.");
  }
}
