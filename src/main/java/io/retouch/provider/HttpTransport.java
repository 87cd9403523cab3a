package io.retouch.provider;

import io.retouch.edit.AttemptException;
import io.retouch.edit.ResultUnavailableException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests, each once and on a connection of its own: no repeats, redirects, cookies,
 * compression, credentials of its own, or proxies. Since no connection outlives its exchange, none
 * can have sat through a freeze of the function. One time limit holds for all of an exchange, from
 * the look-up of the host to the last byte of the answer; a server that trickles cannot extend it.
 */
@Singleton
final class HttpTransport {
  /** Of each direction; HttpClient's own 8 KB make a system call for every one of them. */
  private static final int BUFFER_BYTES = 32 * 1024;

  private static final int MAX_LINE_BYTES = 64 * 1024;
  private static final int MAX_HEADERS = 200;

  private final HostResolver resolver;
  private final Supplier<SSLContext> trust;
  private @Nullable TlsSocketStrategy tls;
  private @Nullable ScheduledThreadPoolExecutor watchdog;

  @Inject
  HttpTransport() {
    this(InetAddress::getAllByName, HttpTransport::systemTrust);
  }

  HttpTransport(HostResolver resolver, Supplier<SSLContext> trust) {
    this.resolver = resolver;
    this.trust = trust;
  }

  /** Reads an answer, no further than it has to. */
  @FunctionalInterface
  interface ResponseReader<T> {
    T read(ClassicHttpResponse response) throws IOException;
  }

  /**
   * Sends the request once.
   *
   * @param privateNetwork whether the host's addresses may be other than public ones
   * @param limit of all of the exchange, positive
   * @param reader reads the answer; what it throws of the edit's own exceptions comes through
   * @throws ExchangeException if no complete answer came
   */
  <T> T exchange(
      ClassicHttpRequest request, boolean privateNetwork, Duration limit, ResponseReader<T> reader)
      throws ExchangeException {
    request.setHeader(HttpHeaders.CONNECTION, "close");
    // Without this header any coding would be allowed (RFC 9110, section 12.5.3).
    request.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
    Connection connection = new Connection();
    CloseableHttpClient client = client(connection, privateNetwork, limit);
    Future<?> alarm =
        watchdog().schedule(connection::expire, limit.toMillis(), TimeUnit.MILLISECONDS);
    try {
      ClassicHttpResponse response = client.executeOpen(null, request, null);
      connection.answerBegins();
      return reader.read(response);
    } catch (AttemptException | ResultUnavailableException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw connection.failed(e);
    } finally {
      alarm.cancel(false);
      connection.close();
      client.close(CloseMode.IMMEDIATE);
    }
  }

  @PreDestroy
  synchronized void stop() {
    if (watchdog != null) {
      watchdog.shutdownNow();
    }
  }

  private CloseableHttpClient client(
      Connection connection, boolean privateNetwork, Duration limit) {
    BasicHttpClientConnectionManager connections =
        new BasicHttpClientConnectionManager(
            new DefaultHttpClientConnectionOperator(
                socksProxy -> connection.newSocket(),
                null,
                new GuardedDns(resolver, privateNetwork, limit),
                scheme -> "https".equals(scheme) ? tls() : null),
            ManagedHttpClientConnectionFactory.builder()
                .http1Config(
                    Http1Config.custom()
                        .setBufferSize(BUFFER_BYTES)
                        .setMaxLineLength(MAX_LINE_BYTES)
                        .setMaxHeaderCount(MAX_HEADERS)
                        .build())
                .responseOutOfOrderStrategy(new EarlyAnswers(connection))
                .build());
    Timeout timeout = Timeout.of(limit);
    connections.setConnectionConfig(
        ConnectionConfig.custom().setConnectTimeout(timeout).setSocketTimeout(timeout).build());
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setConnectionReuseStrategy((request, response, context) -> false)
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableContentCompression()
        .disableAuthCaching()
        .disableConnectionState()
        // The default registries read the public suffix list, which is slow and serves cookies.
        .setDefaultCookieSpecRegistry(name -> null)
        .setDefaultAuthSchemeRegistry(name -> null)
        .setUserAgent("Retouch")
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setResponseTimeout(timeout)
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .setExpectContinueEnabled(false)
                .build())
        .addExecInterceptorBefore(
            ChainElement.MAIN_TRANSPORT.name(),
            "sending-begins",
            (request, scope, chain) -> {
              connection.sendingBegins();
              return chain.proceed(request, scope);
            })
        .build();
  }

  private synchronized TlsSocketStrategy tls() {
    if (tls == null) {
      // BUILTIN: the JDK itself compares the certificate with the host; the verifier is unused.
      tls =
          new DefaultClientTlsStrategy(
              trust.get(), HostnameVerificationPolicy.BUILTIN, NoopHostnameVerifier.INSTANCE);
    }
    return tls;
  }

  private synchronized ScheduledThreadPoolExecutor watchdog() {
    if (watchdog == null) {
      watchdog =
          new ScheduledThreadPoolExecutor(
              1,
              task -> {
                Thread thread = new Thread(task, "retouch-time-limits");
                thread.setDaemon(true);
                return thread;
              });
      watchdog.setRemoveOnCancelPolicy(true);
    }
    return watchdog;
  }

  private static SSLContext systemTrust() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This machine has no TLS.", e);
    }
  }
}
