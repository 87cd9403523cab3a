package io.retouch.parts.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retouch.parts.proxy.RawServer.Peer;
import java.net.SocketException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sees of connections that end early, byte by byte. */
class FaultProxyCutsTest {
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

  @Test
  void cutsASizedBodyInHalf() throws Exception {
    try (RawServer server = RawServer.answering("\r\n\r\n", OK);
        FaultProxy proxy = proxy(server, "any=truncated");
        Peer client = Peer.to(proxy.endpoint())) {
      assertThat(client.send(GET).readToEnd()).isEqualTo(OK.replace("ok", "o"));
      assertThat(proxy.calls().get(0).status()).isEqualTo(200);
    }
  }

  @Test
  void cutsAChunkInHalf() throws Exception {
    try (RawServer server = RawServer.answering("\r\n\r\n", CHUNKED);
        FaultProxy proxy = proxy(server, "any=truncated");
        Peer client = Peer.to(proxy.endpoint())) {
      assertThat(client.send(GET).readToEnd()).endsWith("\r\n\r\n4;x=y\r\nab");
    }
  }

  @Test
  void cutsAnAnswerWithoutABodyInItsFirstLine() throws Exception {
    try (RawServer server = RawServer.answering("\r\n\r\n", EMPTY);
        FaultProxy proxy = proxy(server, "any=truncated");
        Peer client = Peer.to(proxy.endpoint())) {
      assertThat(client.send(GET).readToEnd()).isEqualTo("HTTP/1.1 ");
      assertThat(proxy.calls().get(0))
          .satisfies(
              call -> {
                assertThat(call.status()).isZero();
                assertThat(call.forwarded()).isTrue();
              });
    }
  }

  @Test
  void resetsABodyThatOnlyTheEndOfItsConnectionWouldCut() throws Exception {
    try (RawServer server = RawServer.answering("\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\nbody");
        FaultProxy proxy = proxy(server, "any=truncated");
        Peer client = Peer.to(proxy.endpoint())) {
      assertThatThrownBy(() -> client.send(GET).readToEnd()).isInstanceOf(SocketException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nab"
      })
  void neverMakesWholeWhatTheServerCut(String answer) throws Exception {
    try (RawServer server = RawServer.answering("\r\n\r\n", answer);
        FaultProxy proxy = proxy(server);
        Peer client = Peer.to(proxy.endpoint())) {
      assertThat(client.send(GET).readToEnd()).isEqualTo(answer);
    }
  }

  @Test
  void resetsWhereNoServerListens() throws Exception {
    URI nobody;
    try (RawServer server = RawServer.answering("\r\n\r\n", OK)) {
      nobody = server.endpoint();
    }
    try (FaultProxy proxy = FaultProxy.before(nobody);
        Peer client = Peer.to(proxy.endpoint())) {
      assertThatThrownBy(() -> client.send(GET).readToEnd()).isInstanceOf(SocketException.class);
      assertThat(proxy.calls()).noneMatch(ProxiedCall::forwarded);
    }
  }

  @Test
  void endsInOrderWhatItRefuses() throws Exception {
    try (RawServer server = RawServer.answering("\r\n\r\n", OK);
        FaultProxy proxy = proxy(server, "any=refuse");
        Peer client = Peer.to(proxy.endpoint())) {
      assertThat(client.send(GET).readToEnd()).isEmpty();
      assertThat(server.hasReceivedNothing()).isTrue();
    }
  }
}
