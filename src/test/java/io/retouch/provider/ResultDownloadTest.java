package io.retouch.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.retouch.edit.ResultUnavailableException;
import io.retouch.preset.Provider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Result links: from where, how much, how long, and whether trying again makes sense. */
class ResultDownloadTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Path to;

  ResultDownloadTest(@TempDir Path directory) {
    this.to = directory.resolve("result.tmp");
  }

  @Test
  void fetchesTheBytesWithoutTheKey() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.answering(ScriptedServer.answer(200, "", "image"))) {
      download(server, "/a.png?signature=1%2F2");

      assertThat(to).hasContent("image");
      assertThat(server.requests()).hasSize(1);
      assertThat(server.requests().get(0).line()).isEqualTo("GET /a.png?signature=1%2F2 HTTP/1.1");
      assertThat(server.requests().get(0).headers().keySet())
          .containsExactly("accept-encoding", "connection", "host", "user-agent");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400,true",
    "401,true",
    "403,true",
    "404,true",
    "410,true",
    "451,true",
    "408,false",
    "429,false",
    "500,false",
    "502,false",
    "503,false",
    "504,false",
    "204,false"
  })
  void knowsWhichStatusesStayAsTheyAre(int status, boolean permanent) throws IOException {
    try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.answer(status, "", "x"))) {
      ResultUnavailableException e = failure(server, "/secret-path?signature=secret");

      assertThat(e.permanent()).isEqualTo(permanent);
      assertThat(e).hasMessageContaining("" + status).hasMessageNotContaining("secret");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void takesABodyOfTheBoundAndNotOneByteMore() throws IOException {
    try (ScriptedServer fits =
            ScriptedServer.answering(ScriptedServer.answer(200, "", "0123456789"));
        ScriptedServer named =
            ScriptedServer.answering(ScriptedServer.answer(200, "", "0123456789a"));
        ScriptedServer unnamed = ScriptedServer.plain(closing("0123456789a"))) {
      download(fits, "/");
      assertThat(to).hasContent("0123456789");

      assertThat(failure(named, "/").permanent()).isTrue();
      assertThat(failure(unnamed, "/").permanent()).isTrue();
    }
  }

  @Test
  void noticesABodyThatIsCut() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.plain(
            talk -> {
              talk.readRequest();
              talk.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n01234");
              talk.close();
            })) {
      assertThat(failure(server, "/").permanent()).isFalse();
    }
  }

  @Test
  void givesUpAtTheTimeLimit() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.plain(
            talk -> {
              talk.readRequest();
              talk.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0");
              talk.awaitServerClose();
            })) {
      ResultUnavailableException e =
          failure(provider(server, true), server.uri("/"), Duration.ofMillis(300));

      assertThat(e.permanent()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"301", "302", "303", "307", "308"})
  void followsThreeRedirectsAndNotAFourth(int status) throws IOException {
    AtomicInteger left = new AtomicInteger();
    try (ScriptedServer server =
        ScriptedServer.plain(
            redirecting(left, hop -> status + " Moved\r\nLocation: next-" + hop + "?a=b"))) {
      left.set(3);
      download(server, "/first");
      assertThat(to).hasContent("image");
      assertThat(server.requests()).hasSize(4);
      assertThat(server.requests().get(1).line()).startsWith("GET /next-3?a=b ");

      left.set(4);
      assertThat(failure(server, "/first").permanent()).isTrue();
      assertThat(server.requests()).hasSize(8);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://elsewhere.example.com/a",
        "ftp://localhost/a",
        "file:///etc/passwd",
        "http://user@localhost/a",
        "//elsewhere.example.com/a",
        "http://bad host/",
      })
  void checksRedirectsAsItChecksLinks(String location) throws IOException {
    AtomicInteger left = new AtomicInteger(1);
    try (ScriptedServer server =
        ScriptedServer.plain(redirecting(left, hop -> "302 Found\r\nLocation: " + location))) {
      assertThat(failure(server, "/").permanent()).isTrue();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost/a.png",
        "https://elsewhere.example.com/a.png",
        "https://localhost.example.com/a.png",
        "https://localhost./a.png",
        "https://localhost@elsewhere.example.com/a.png",
        "https://user@localhost/a.png",
        "ftp://localhost/a.png",
        "file:///a.png",
        "data:image/png;base64,AAAA",
        "https:///a.png",
        "a.png",
      })
  void fetchesNothingButHttpsFromTheListedHosts(String link) {
    HttpTransport unreachable =
        new HttpTransport(
            host -> {
              throw new AssertionError("looked up " + host);
            },
            Calls::systemTrust);
    Provider provider = Calls.provider(URI.create("https://api.example.com/v1"), false);

    ResultUnavailableException e =
        catchThrowableOfType(
            ResultUnavailableException.class,
            () -> Calls.editor(unreachable).download(provider, URI.create(link), to, 10, TIMEOUT));

    assertThat(e.permanent()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "::1", "169.254.169.254"})
  void connectsToNoPrivateAddressWhateverTheNameServerSays(String address) throws IOException {
    AtomicInteger lookUps = new AtomicInteger();
    InetAddress[] answer = {InetAddress.getByName("93.184.216.34"), InetAddress.getByName(address)};
    HttpTransport transport =
        new HttpTransport(
            host -> {
              lookUps.incrementAndGet();
              return answer;
            },
            Calls::systemTrust);

    ResultUnavailableException e =
        catchThrowableOfType(
            ResultUnavailableException.class,
            () ->
                Calls.editor(transport)
                    .download(
                        Calls.provider(URI.create("https://api.example.com"), false),
                        URI.create("https://res.example.com/a.png"),
                        to,
                        10,
                        TIMEOUT));

    assertThat(e.permanent()).isTrue();
    assertThat(lookUps).hasValue(1);
    assertThat(to).doesNotExist();
  }

  @Test
  void connectsToThatAddressThatWasChecked() throws IOException {
    AtomicInteger lookUps = new AtomicInteger();
    try (ScriptedServer server =
        ScriptedServer.answering(ScriptedServer.answer(200, "", "image"))) {
      HttpTransport transport =
          new HttpTransport(
              host -> {
                lookUps.incrementAndGet();
                return new InetAddress[] {InetAddress.getLoopbackAddress()};
              },
              Calls::systemTrust);
      URI link = URI.create("http://RES.example.com:" + server.uri("").getPort() + "/a.png");

      Calls.editor(transport).download(provider(server, true), link, to, 10, TIMEOUT);

      assertThat(lookUps).hasValue(1);
      assertThat(to).hasContent("image");
    }
  }

  private static ScriptedServer.Script closing(String body) {
    return talk -> {
      talk.readRequest();
      talk.send("HTTP/1.1 200 OK\r\n\r\n" + body);
      talk.close();
    };
  }

  private static ScriptedServer.Script redirecting(AtomicInteger left, IntFunction<String> head) {
    return talk -> {
      talk.readRequest();
      int hop = left.getAndDecrement();
      talk.send(
          hop > 0
              ? "HTTP/1.1 " + head.apply(hop) + "\r\nContent-Length: 0\r\n\r\n"
              : ScriptedServer.answer(200, "", "image"));
    };
  }

  private static Provider provider(ScriptedServer server, boolean privateNetwork) {
    return Calls.provider(server.uri("/v1"), privateNetwork);
  }

  private void download(ScriptedServer server, String path) {
    Calls.editor().download(provider(server, true), server.uri(path), to, 10, TIMEOUT);
  }

  private ResultUnavailableException failure(ScriptedServer server, String path) {
    return failure(provider(server, true), server.uri(path), TIMEOUT);
  }

  private ResultUnavailableException failure(Provider provider, URI link, Duration timeout) {
    return catchThrowableOfType(
        ResultUnavailableException.class,
        () -> Calls.editor().download(provider, link, to, 10, timeout));
  }
}
