package io.retouch.parts;

import io.retouch.parts.endpoint.PictureLimits;
import io.retouch.parts.endpoint.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Fetches a picture from its link, as the APIs do; the link may carry a signature. */
final class LinkedPicture {
  private static final int PATIENCE = Math.toIntExact(Duration.ofSeconds(30).toMillis());

  private LinkedPicture() {}

  /**
   * @return at most one byte more than the limits allow
   * @throws Refusal if the link answers anything but 200, or nothing; it is not quoted
   */
  static byte[] fetch(URI link, PictureLimits limits) throws Refusal {
    try {
      if (!(link.toURL().openConnection() instanceof HttpURLConnection connection)) {
        throw notFetched(limits, "it is no link of http");
      }
      connection.setConnectTimeout(PATIENCE);
      connection.setReadTimeout(PATIENCE);
      try {
        int status = connection.getResponseCode();
        if (status != HttpURLConnection.HTTP_OK) {
          throw notFetched(limits, "it answered " + status);
        }
        try (InputStream body = connection.getInputStream()) {
          return body.readNBytes(Math.toIntExact(limits.maxBytes() + 1));
        }
      } finally {
        connection.disconnect();
      }
    } catch (IOException | IllegalArgumentException e) {
      throw notFetched(limits, "it cannot be reached");
    }
  }

  private static Refusal notFetched(PictureLimits limits, String why) {
    return Refusal.parameter(limits.field() + " could not be fetched: " + why + ".");
  }
}
