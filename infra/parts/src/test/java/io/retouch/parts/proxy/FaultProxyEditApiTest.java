package io.retouch.parts.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retouch.parts.Await;
import io.retouch.parts.LocalEditApi;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The local edit API behind the proxy, called by the JDK's client. */
class FaultProxyEditApiTest {
  private final LocalEditApi api = LocalEditApi.builder().start();
  private final FaultProxy proxy = FaultProxy.before(api.baseUrl());
  private final EditApiClient client;

  FaultProxyEditApiTest() throws IOException {
    client = new EditApiClient(proxy.endpoint(), api);
  }

  @AfterEach
  void stop() {
    proxy.close();
    api.close();
  }

  private void rule(String text) {
    proxy.rule(FaultRule.parse(text));
  }

  private ProxiedCall onlyCall() {
    assertThat(proxy.calls()).hasSize(1);
    return proxy.calls().get(0);
  }

  @Test
  void editsThroughTheProxy() throws Exception {
    HttpResponse<String> answer = client.edit();

    assertThat(answer.statusCode()).isEqualTo(200);
    // The link leads past the proxy.
    assertThat(answer.body()).contains(api.baseUrl().getAuthority() + "/results/");
    assertThat(proxy.endpoint()).hasPath("/v1");
    assertThat(onlyCall())
        .isEqualTo(
            new ProxiedCall(
                1, "images/edits", "POST", "/v1/images/edits", 200, true, ProxyFault.none()));
  }

  @ParameterizedTest
  @CsvSource({
    "refuse,0,false,0",
    "reset-before,0,false,0",
    "hang:20ms,0,false,0",
    "answer-lost,0,true,1",
    "truncated,200,true,1",
    "latency:20ms+reset-before,0,false,0",
    "latency:20ms+answer-lost,0,true,1"
  })
  void breaksACallOnceAndPaysOnlyForWhatWasPassedOn(
      String fault, int status, boolean forwarded, int paid) throws Exception {
    rule("images/edits#1=" + fault);

    assertThatThrownBy(client::edit).isInstanceOf(IOException.class);

    assertThat(onlyCall().status()).isEqualTo(status);
    assertThat(onlyCall().forwarded()).isEqualTo(forwarded);
    assertThat(onlyCall().fault()).isEqualTo(ProxyFault.parse(fault));
    assertThat(api.paid()).isEqualTo(paid);
    assertThat(client.edit().statusCode()).isEqualTo(200);
    assertThat(api.paid()).isEqualTo(paid + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "503:{\"error\":{}},application/json",
    "502:<html/>,application/xml",
    "429:slow down,text/plain; charset=utf-8"
  })
  void answersAStatusByItself(String planned, String contentType) throws Exception {
    rule("images/edits#1=status:" + planned);

    HttpResponse<String> answer = client.edit();

    assertThat(answer.statusCode()).isEqualTo(Integer.parseInt(planned.substring(0, 3)));
    assertThat(answer.body()).isEqualTo(planned.substring(4));
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(contentType);
    assertThat(onlyCall().forwarded()).isFalse();
    assertThat(api.calls()).isEmpty();
    assertThat(client.edit().statusCode()).isEqualTo(200);
  }

  @Test
  void answersLaterAndWell() throws Exception {
    rule("any#1=latency:200ms");
    long start = System.nanoTime();

    assertThat(client.edit().statusCode()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(199));
    assertThat(api.paid()).isEqualTo(1);
  }

  @Test
  void hangsUntilTheClientGivesUp() throws Exception {
    rule("any#1=hang");

    assertThatThrownBy(() -> client.edit(Duration.ofSeconds(2)))
        .isInstanceOf(HttpTimeoutException.class);

    // Else the rule would strike the next call.
    Await.until("the call has arrived", () -> !proxy.calls().isEmpty());
    assertThat(api.calls()).isEmpty();
    assertThat(client.edit().statusCode()).isEqualTo(200);
  }

  @Test
  void refusesConnectionsTrulyAndListensAgain() throws Exception {
    client.edit();
    proxy.refuseConnections();
    proxy.refuseConnections();

    // The other client may find its old connection ended before it makes a new one.
    EditApiClient other = new EditApiClient(proxy.endpoint(), api);
    assertThatThrownBy(other::edit).isInstanceOf(ConnectException.class);
    assertThat(proxy.calls()).hasSize(1);

    proxy.acceptConnections();
    proxy.acceptConnections();

    assertThat(other.edit().statusCode()).isEqualTo(200);
    assertThat(proxy.calls()).hasSize(2);
  }

  @Test
  void servesFiftyAtATime() throws Exception {
    rule("any=latency:100ms");
    ExecutorService callers = Executors.newFixedThreadPool(50);
    try {
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        answers.add(callers.submit(() -> new EditApiClient(proxy.endpoint(), api).edit()));
      }

      for (Future<HttpResponse<String>> answer : answers) {
        assertThat(answer.get(120, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      }
      assertThat(api.paid()).isEqualTo(50);
      assertThat(proxy.calls()).extracting(ProxiedCall::n).hasSize(50).doesNotHaveDuplicates();
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void endsWhatHangsAndLeavesNothingBehindWhenItCloses() throws Exception {
    rule("any#1=none");
    rule("any#2=hang");
    rule("any#3=latency:1m");
    client.edit();
    ExecutorService callers = Executors.newFixedThreadPool(2);
    try {
      Future<?> hanging = callers.submit(() -> client.edit());
      Future<?> waiting = callers.submit(() -> client.edit());
      Await.until("both have arrived", () -> proxy.calls().size() == 3);
      assertThat(threads(proxy)).isPositive();

      proxy.close();
      proxy.close();
      proxy.acceptConnections();

      for (Future<?> broken : List.of(hanging, waiting)) {
        assertThatThrownBy(() -> broken.get(30, TimeUnit.SECONDS))
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(IOException.class);
      }
      // An executor has ended a moment before the last of its threads.
      Await.until("its threads have ended", () -> threads(proxy) == 0);
      EditApiClient late = new EditApiClient(proxy.endpoint(), api);
      assertThatThrownBy(late::edit).isInstanceOf(ConnectException.class);
      assertThat(api.paid()).isEqualTo(1);
    } finally {
      callers.shutdownNow();
    }
  }

  private static long threads(FaultProxy proxy) {
    String name = "fault-proxy-" + proxy.endpoint().getPort();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name) && thread.isAlive())
        .count();
  }
}
