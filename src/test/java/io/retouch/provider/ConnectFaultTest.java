package io.retouch.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.retouch.edit.AttemptException;
import io.retouch.edit.ImageEditor.Answer;
import io.retouch.edit.ImageEditor.Call;
import io.retouch.edit.MisconfiguredException;
import io.retouch.edit.NotRunException;
import io.retouch.edit.RefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What breaks before sending begins, so that nothing ran: names, connections, certificates. */
class ConnectFaultTest {
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final String LINK = "{\"data\":[{\"url\":\"https://res.stepfun.com/a.png\"}]}";

  private final Path directory;

  ConnectFaultTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void knowsThatNothingRanWhereNobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertNotRun(failure(call(URI.create("http://localhost:" + port + "/v1"))), "connect_failed");
  }

  @Test
  void knowsThatNothingRanWhereTheHostIsUnknown() throws IOException {
    ProviderImageEditor editor =
        resolving(
            host -> {
              throw new UnknownHostException(host);
            });

    assertNotRun(failure(editor, call(URI.create("http://api.example.com/v1"))), "unknown_host");
  }

  @Test
  void knowsThatNothingRanWhereTheLookUpTakesTooLong() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    ProviderImageEditor editor =
        resolving(
            host -> {
              await(never);
              throw new UnknownHostException(host);
            });
    long start = System.nanoTime();

    AttemptException e = failure(editor, call(URI.create("http://api.example.com/v1"), SHORT));

    assertThat(e).isInstanceOf(NotRunException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    never.countDown();
  }

  @Test
  void knowsThatNothingRanWhereTheHandshakeTakesTooLong() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI uri = URI.create("https://localhost:" + silent.getLocalPort() + "/v1");

      assertNotRun(failure(call(uri, SHORT)), "timeout");
    }
  }

  @Test
  void knowsThatNothingRanWhereTheCertificateIsNotTrusted() throws Exception {
    SSLContext untrusted = Certificates.selfSigned(directory, "localhost");
    try (ScriptedServer server = ScriptedServer.tls(untrusted, ScriptedServer.Talk::readRequest)) {
      assertNotRun(failure(call(server.uri("/v1"))), "tls_failed");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void knowsThatNothingRanWhereTheCertificateIsAnotherHosts() throws Exception {
    SSLContext other = Certificates.selfSigned(directory, "other.example.com");
    try (ScriptedServer server = ScriptedServer.tls(other, ScriptedServer.Talk::readRequest)) {
      ProviderImageEditor editor = trusting(other);

      assertNotRun(failure(editor, call(server.uri("/v1"))), "tls_failed");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void editsOverTlsWhereTheCertificateIsTrusted() throws Exception {
    Files.write(directory.resolve("source.tmp"), Calls.sourceBytes(2_000_000));
    SSLContext trusted = Certificates.selfSigned(directory, "localhost");
    try (ScriptedServer server =
        ScriptedServer.tls(
            trusted,
            talk -> {
              talk.readRequest();
              talk.send(ScriptedServer.json(200, LINK));
            })) {
      Answer answer = trusting(trusted).edit(call(server.uri("/v1")));

      assertThat(answer).isInstanceOf(Answer.Link.class);
      assertThat(Multipart.parts(server.requests().get(0)).get(2).bytes())
          .isEqualTo(Calls.sourceBytes(2_000_000));
    }
  }

  @Test
  void readsARefusalOverTlsThatComesBeforeThePictureWasSent() throws Exception {
    Files.write(directory.resolve("source.tmp"), Calls.sourceBytes(20_000_000));
    SSLContext trusted = Certificates.selfSigned(directory, "localhost");
    try (ScriptedServer server =
        ScriptedServer.tls(
            trusted,
            talk -> {
              talk.readHead();
              talk.send(ScriptedServer.json(413, ""));
              talk.skip(4_000_000);
              talk.awaitServerClose();
            })) {
      AttemptException e = failure(trusting(trusted), call(server.uri("/v1")));

      assertThat(e).isInstanceOf(RefusedException.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void doesNotCallAPrivateAddressUnlessThatIsMeant() throws Exception {
    SSLContext trusted = Certificates.selfSigned(directory, "localhost");
    try (ScriptedServer server = ScriptedServer.tls(trusted, ScriptedServer.Talk::readRequest)) {
      Call call =
          Calls.call(
              directory,
              Calls.preset(Calls.provider(server.uri("/v1"), false), Map.of()),
              Duration.ofSeconds(10));

      AttemptException e = failure(trusting(trusted), call);

      assertThat(e).isInstanceOf(MisconfiguredException.class);
      assertThat(e.code()).isEqualTo("private_address");
      assertThat(server.connections()).isZero();
    }
  }

  private static void assertNotRun(AttemptException e, String code) {
    assertThat(e).isInstanceOf(NotRunException.class);
    assertThat(e.code()).isEqualTo(code);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ProviderImageEditor resolving(HostResolver resolver) {
    return Calls.editor(new HttpTransport(resolver, Calls::systemTrust));
  }

  private static ProviderImageEditor trusting(SSLContext context) throws GeneralSecurityException {
    return Calls.editor(new HttpTransport(InetAddress::getAllByName, () -> context));
  }

  private Call call(URI baseUrl) throws IOException {
    return Calls.call(directory, baseUrl);
  }

  private Call call(URI baseUrl, Duration timeout) throws IOException {
    return Calls.call(directory, Calls.preset(Calls.provider(baseUrl, true), Map.of()), timeout);
  }

  private static AttemptException failure(Call call) {
    return failure(Calls.editor(), call);
  }

  private static AttemptException failure(ProviderImageEditor editor, Call call) {
    return catchThrowableOfType(AttemptException.class, () -> editor.edit(call));
  }
}
