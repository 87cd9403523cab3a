package io.retouch.parts.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retouch.parts.proxy.RawServer.Peer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes over the connections, byte by byte. */
class FaultProxyWireTest {
  private static final String GET = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String EMPTY = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x=y\r\nabcd\r\n0\r\nT: u\r\n\r\n";

  private static FaultProxy proxy(RawServer server, String... rules) {
    FaultProxy proxy = FaultProxy.before(server.endpoint());
    for (String rule : rules) {
      proxy.rule(FaultRule.parse(rule));
    }
    return proxy;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET //a%2Fb/../c?x=%20&&y HTTP/1.1\r\nhOST:  Elsewhere:1 \r\nX: \u00e9\r\nX:y\r\n\r\n",
        "PUT /a HTTP/1.1\r\nHost: h\r\nContent-Length: 7\r\n\r\nab\r\n\r\n\u0000",
        "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x\r\nabc\r\n002\r\n\r\n\r\n0\r\nT: t\r\n\r\n"
      })
  void passesRequestsOnByteForByte(String request) throws Exception {
    try (RawServer server = RawServer.answering(request.substring(request.length() - 10), OK);
        FaultProxy proxy = proxy(server);
        Peer client = Peer.to(proxy.endpoint())) {
      client.send(request);

      assertThat(client.readTo("ok")).isEqualTo(OK);
      assertThat(server.received()).isEqualTo(request);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        OK,
        EMPTY,
        CHUNKED,
        "HTTP/1.1 204 No Content\r\nX: y\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\nETag: \"e\"\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nLink: l\r\n\r\n" + OK
      })
  void passesAnswersBackAndKeepsTheConnection(String answer) throws Exception {
    try (RawServer server = RawServer.answering("\r\n\r\n", answer);
        FaultProxy proxy = proxy(server);
        Peer client = Peer.to(proxy.endpoint())) {
      for (int i = 0; i < 3; i++) {
        client.send(GET);

        assertThat(new String(client.in().readNBytes(answer.length()), StandardCharsets.ISO_8859_1))
            .isEqualTo(answer);
      }
      assertThat(proxy.calls()).hasSize(3).allMatch(ProxiedCall::forwarded);
    }
  }

  @Test
  void waitsForNoBodyAfterHead() throws Exception {
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n";
    try (RawServer server = RawServer.answering("\r\n\r\n", answer);
        FaultProxy proxy = proxy(server);
        Peer client = Peer.to(proxy.endpoint())) {
      String head = GET.replace("GET", "HEAD");

      assertThat(client.send(head).readTo("\r\n\r\n")).isEqualTo(answer);
      assertThat(client.send(head).readTo("\r\n\r\n")).isEqualTo(answer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\n\r\nuntil the end",
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"
      })
  void endsTheConnectionWhereTheServerDoes(String answer) throws Exception {
    try (RawServer server = RawServer.answering("\r\n\r\n", answer);
        FaultProxy proxy = proxy(server);
        Peer client = Peer.to(proxy.endpoint())) {
      assertThat(client.send(GET).readToEnd()).isEqualTo(answer);
    }
  }

  @Test
  void endsTheConnectionWhereTheClientWantsIt() throws Exception {
    try (RawServer server = RawServer.answering("\r\n\r\n", OK);
        FaultProxy proxy = proxy(server);
        Peer client = Peer.to(proxy.endpoint())) {
      String request = "GET /a HTTP/1.1\r\nConnection: TE, Close\r\n\r\n";

      assertThat(client.send(request).readToEnd()).isEqualTo(OK);
    }
  }

  @Test
  void servesRequestsThatWereSentAhead() throws Exception {
    try (RawServer server = RawServer.answering("\r\n\r\n", OK);
        FaultProxy proxy = proxy(server);
        Peer client = Peer.to(proxy.endpoint())) {
      client.send(GET + GET);

      assertThat(client.readTo("ok") + client.readTo("ok")).isEqualTo(OK + OK);
    }
  }

  @Test
  void asksForTheBodyWhenTheServerWantsIt() throws Exception {
    String go = "HTTP/1.1 100 Continue\r\nX: y\r\n\r\n";
    try (RawServer server =
            new RawServer(
                peer -> {
                  peer.readTo("\r\n\r\n");
                  peer.send(go).readTo("body");
                  peer.send(OK);
                });
        FaultProxy proxy = proxy(server);
        Peer client = Peer.to(proxy.endpoint())) {
      client.send(waiting());

      assertThat(client.readTo("\r\n\r\n")).isEqualTo(go);
      assertThat(client.send("body").readTo("ok")).isEqualTo(OK);
    }
  }

  @Test
  void asksForTheBodyItselfWhenTheServerSaysNothing() throws Exception {
    try (RawServer server = RawServer.answering("body", OK);
        FaultProxy proxy = proxy(server);
        Peer client = Peer.to(proxy.endpoint())) {
      client.send(waiting());

      assertThat(client.readTo("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      assertThat(client.send("body").readTo("ok")).isEqualTo(OK);
    }
  }

  @Test
  void passesTheRefusalOfABodyBack() throws Exception {
    String refusal = "HTTP/1.1 412 No\r\nContent-Length: 2\r\n\r\nno";
    try (RawServer server = RawServer.answering("\r\n\r\n", refusal);
        FaultProxy proxy = proxy(server);
        Peer client = Peer.to(proxy.endpoint())) {
      assertThat(client.send(waiting()).readToEnd()).isEqualTo(refusal);
      assertThat(proxy.calls().get(0).status()).isEqualTo(412);
    }
  }

  @Test
  void plansAStatusForAClientThatWaits() throws Exception {
    try (RawServer server = RawServer.answering("\r\n\r\n", OK);
        FaultProxy proxy = proxy(server, "any=status:503:later");
        Peer client = Peer.to(proxy.endpoint())) {
      client.send(waiting());

      assertThat(client.readTo("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      for (int i = 0; i < 2; i++) {
        assertThat(client.send("body").readTo("later")).startsWith("HTTP/1.1 503 ");
        client.send(waiting()).readTo("\r\n\r\n");
      }
      assertThat(server.hasReceivedNothing()).isTrue();
    }
  }

  private static String waiting() {
    return "PUT /a HTTP/1.1\r\nHost: h\r\nExpect: 100-Continue\r\nContent-Length: 4\r\n\r\n";
  }

  @Test
  void passesTheAnswerOfAServerThatStopsReadingBack() throws Exception {
    String refusal = "HTTP/1.1 403 No\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno";
    try (RawServer server = RawServer.answering("\r\n\r\n", refusal);
        FaultProxy proxy = proxy(server);
        Peer client = Peer.to(proxy.endpoint())) {
      client.send("PUT /a HTTP/1.1\r\nHost: h\r\nContent-Length: 4000000\r\n\r\n");
      client.out().write(new byte[4_000_000]);

      assertThat(client.readToEnd()).isEqualTo(refusal);
    }
  }

  @Test
  void looksIntoAFormForItsActionAndPassesItOn() throws Exception {
    String form = "Action=SendMessage&MessageBody=hello";
    String request =
        "POST /jobs HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: %d\r\n\r\n%s".formatted(form.length(), form);
    try (RawServer server = RawServer.answering("hello", OK);
        FaultProxy proxy = proxy(server);
        Peer client = Peer.to(proxy.endpoint())) {
      assertThat(client.send(request).readTo("ok")).isEqualTo(OK);
      assertThat(server.received()).isEqualTo(request);
      assertThat(proxy.calls().get(0).operation()).isEqualTo("SendMessage");
    }
  }

  @Test
  void keepsThePathAndRemembersNoQuery() throws Exception {
    try (RawServer server = RawServer.answering("\r\n\r\n", OK);
        FaultProxy proxy = FaultProxy.before(server.endpoint().resolve("/v1"));
        Peer client = Peer.to(proxy.endpoint())) {
      client.send(GET.replace("/a", "/v1/a%20b?X-Amz-Signature=secret")).readTo("ok");

      assertThat(proxy.endpoint()).hasPath("/v1").hasHost("127.0.0.1");
      assertThat(proxy.calls()).hasToString(proxy.calls().toString().replace("secret", ""));
      assertThat(proxy.calls().get(0).path()).isEqualTo("/v1/a%20b");
    }
  }

  @Test
  void refusesServersThatItCannotStandBefore() {
    assertThatThrownBy(() -> FaultProxy.before(URI.create("https://127.0.0.1:1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http://127.0.0.1:8080");
    assertThatThrownBy(() -> FaultProxy.before(URI.create("http:a")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
