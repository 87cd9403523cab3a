package io.retouch.provider;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.ResponseOutOfOrderStrategy;
import org.apache.hc.core5.util.Timeout;

/**
 * Looks before each piece of a request whether its answer has begun, as that of a server that
 * refuses it does. Under TLS only a read can tell, which waits a millisecond where there is
 * nothing, so that it is asked for only where bytes have come; the first of them are not the
 * answer's but what TLS sends after its handshake.
 */
final class EarlyAnswers implements ResponseOutOfOrderStrategy {
  private final Connection connection;

  EarlyAnswers(Connection connection) {
    this.connection = connection;
  }

  @Override
  public boolean isEarlyResponseDetected(
      ClassicHttpRequest request,
      HttpClientConnection http,
      InputStream in,
      long sentBytes,
      long nextBytes)
      throws IOException {
    return connection.hears() && http.isDataAvailable(Timeout.ONE_MILLISECOND);
  }
}
