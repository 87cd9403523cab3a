package io.retouch.sdk;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * HttpClient, as all clients of the SDK use it: one pool of connections and one TLS. It sends every
 * request once; the SDK decides what is repeated.
 *
 * <p>The SDK's own clients cost more: that of java.net looks for a millisecond before each request
 * whether a kept connection still lives, and both it and the one of HttpClient hand pictures to
 * their sockets 4 or 8 KB at a time.
 */
final class SharedHttpClient {
  /** Of each direction, for heads and small bodies; pictures pass it by. */
  private static final int BUFFER_BYTES = 16 * 1024;

  /** More than any number of pictures side by side can use. */
  private static final int MOST_CONNECTIONS = 256;

  private static final Timeout CONNECTING = Timeout.ofSeconds(2);

  /**
   * How long a connection is kept that nobody uses, unless its server says less: a function may be
   * frozen for hours, and what lies between forgets a connection without a word.
   */
  private static final TimeValue KEPT = TimeValue.ofSeconds(30);

  private final CloseableHttpClient client;
  private @Nullable TlsSocketStrategy tls;

  SharedHttpClient() {
    PoolingHttpClientConnectionManager connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(Http1Config.custom().setBufferSize(BUFFER_BYTES).build())
                    .build())
            .setTlsSocketStrategy(
                (socket, target, port, attachment, context) ->
                    tls().upgrade(socket, target, port, attachment, context))
            .setMaxConnTotal(MOST_CONNECTIONS)
            .setMaxConnPerRoute(MOST_CONNECTIONS)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom().setConnectTimeout(CONNECTING).build())
            .build();
    client =
        HttpClients.custom()
            .setConnectionManager(connections)
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableContentCompression()
            .disableAuthCaching()
            .disableConnectionState()
            .disableDefaultUserAgent()
            // The default registries read the public suffix list, which is slow and serves cookies.
            .setDefaultCookieSpecRegistry(name -> null)
            .setDefaultAuthSchemeRegistry(name -> null)
            .build();
  }

  /**
   * The same client for one service.
   *
   * @param silence how long the service may be silent, positive
   */
  SdkHttpClient waiting(Duration silence) {
    RequestConfig config =
        RequestConfig.custom()
            .setResponseTimeout(Timeout.of(silence))
            .setConnectionRequestTimeout(Timeout.of(silence))
            .setConnectionKeepAlive(KEPT)
            .setAuthenticationEnabled(false)
            .setProtocolUpgradeEnabled(false)
            .setExpectContinueEnabled(false)
            .build();
    return new SdkHttpClient() {
      @Override
      public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new SdkExchange(client, request, config);
      }

      @Override
      public String clientName() {
        return "HttpClient5";
      }

      @Override
      public void close() {
        // The other services' clients use it too.
      }
    };
  }

  void close() {
    client.close(CloseMode.IMMEDIATE);
  }

  private synchronized TlsSocketStrategy tls() {
    if (tls == null) {
      // BUILTIN: the JDK itself compares the certificate with the host; the verifier is unused.
      tls =
          new DefaultClientTlsStrategy(
              systemTrust(), HostnameVerificationPolicy.BUILTIN, NoopHostnameVerifier.INSTANCE);
    }
    return tls;
  }

  private static SSLContext systemTrust() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This machine has no TLS.", e);
    }
  }
}
