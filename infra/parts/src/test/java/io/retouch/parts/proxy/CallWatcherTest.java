package io.retouch.parts.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The two moments of a call that a watcher sees, on the wire. */
class CallWatcherTest {
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final HttpServer server = server();

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void serve() {
    server.createContext(
        "/",
        exchange -> {
          seen.add("served");
          exchange.sendResponseHeaders(204, -1);
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private CallWatcher watcher(boolean lets) {
    return new CallWatcher() {
      @Override
      public boolean arrived(ProxiedCall call, int clientPort) {
        seen.add("arrived " + call.operation() + " " + (clientPort > 0));
        return lets;
      }

      @Override
      public void answered(ProxiedCall call, int clientPort) {
        seen.add("answered " + call.operation());
      }
    };
  }

  private FaultProxy proxy(boolean lets) {
    URI upstream = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return FaultProxy.before(upstream, watcher(lets));
  }

  private static int call(FaultProxy proxy) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(proxy.endpoint().resolve("/results/1")).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void seesACallBeforeAndAfterTheServerDoes() throws Exception {
    try (FaultProxy proxy = proxy(true)) {
      int status = call(proxy);

      assertThat(status).isEqualTo(204);
      assertThat(seen).containsExactly("arrived results true", "served", "answered results");
    }
  }

  @Test
  void seesTheServersAnswerThatIsLostOnItsWay() {
    try (FaultProxy proxy = proxy(true)) {
      proxy.rule(FaultRule.parse("results=answer-lost"));

      assertThatThrownBy(() -> call(proxy)).isInstanceOf(IOException.class);
      assertThat(seen).contains("served", "answered results");
    }
  }

  @Test
  void keepsACallFromTheServer() {
    try (FaultProxy proxy = proxy(false)) {
      assertThatThrownBy(() -> call(proxy)).isInstanceOf(IOException.class);

      assertThat(seen).contains("arrived results true").doesNotContain("served");
    }
  }
}
