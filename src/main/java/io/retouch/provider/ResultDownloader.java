package io.retouch.provider;

import io.retouch.edit.Pieces;
import io.retouch.edit.ResultUnavailableException;
import io.retouch.preset.Provider;
import io.retouch.provider.ExchangeException.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * Fetches result links under the rules of {@link io.retouch.edit.ImageEditor#download}. Messages
 * name the host only: a link's path and query are what lets one read the picture. The API key is
 * not sent.
 */
final class ResultDownloader {
  private static final int MAX_REDIRECTS = 3;

  private final HttpTransport transport;

  ResultDownloader(HttpTransport transport) {
    this.transport = transport;
  }

  void download(Provider provider, URI link, Path to, long maxBytes, Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    URI next = link;
    for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
      Optional<URI> redirect =
          fetch(provider, allowed(provider, next), to, maxBytes, left(end, next));
      if (redirect.isEmpty()) {
        return;
      }
      next = redirect.get();
    }
    throw permanent(link, "redirects more than " + MAX_REDIRECTS + " times");
  }

  private static Duration left(long end, URI link) {
    Duration left = Duration.ofNanos(end - System.nanoTime());
    if (left.isNegative() || left.isZero()) {
      throw new ResultUnavailableException(
          false, sentence(link, "did not answer within the time limit"));
    }
    return left;
  }

  private static URI allowed(Provider provider, URI link) {
    String scheme = Optional.ofNullable(link.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("https");
    if (!secure && !(scheme.equals("http") && provider.privateNetwork())) {
      throw permanent(link, "is not fetched, because only https links are");
    }
    String host = link.getHost();
    if (host == null || link.getRawUserInfo() != null) {
      throw permanent(link, "names no host, or a user");
    }
    if (provider.resultHosts().stream().noneMatch(host::equalsIgnoreCase)) {
      throw permanent(
          link,
          "is not fetched, because provider "
              + provider.name()
              + " does not list that host; add it to result-hosts if it is the provider's");
    }
    return link;
  }

  private Optional<URI> fetch(
      Provider provider, URI link, Path to, long maxBytes, Duration timeout) {
    try {
      return transport.exchange(
          new HttpGet(link),
          provider.privateNetwork(),
          timeout,
          response -> read(response, link, to, maxBytes));
    } catch (ExchangeException e) {
      boolean permanent = e.failure() == Failure.PRIVATE_ADDRESS;
      throw new ResultUnavailableException(
          permanent, sentence(link, "could not be fetched") + " " + e.getMessage(), e);
    }
  }

  private static Optional<URI> read(ClassicHttpResponse response, URI link, Path to, long maxBytes)
      throws IOException {
    int status = response.getCode();
    HttpEntity entity = response.getEntity();
    if (status == 200 && entity != null) {
      save(entity, link, to, maxBytes);
      return Optional.empty();
    }
    if (status >= 300 && status < 400) {
      return Optional.of(target(response, link));
    }
    boolean permanent = status >= 400 && status < 500 && status != 408 && status != 429;
    throw new ResultUnavailableException(permanent, sentence(link, "answered " + status));
  }

  private static URI target(ClassicHttpResponse response, URI link) {
    Header location = response.getFirstHeader(HttpHeaders.LOCATION);
    if (location == null || location.getValue() == null) {
      throw permanent(link, "answered " + response.getCode() + " and no other place");
    }
    try {
      return link.resolve(location.getValue());
    } catch (IllegalArgumentException e) {
      throw permanent(link, "redirects to something that is no URL");
    }
  }

  private static void save(HttpEntity entity, URI link, Path to, long maxBytes) throws IOException {
    if (entity.getContentLength() > maxBytes) {
      throw tooLarge(link, maxBytes);
    }
    // Neither stream is closed on the way out of a failure by reading on; the connection is.
    InputStream in = new BoundedInput(entity.getContent(), maxBytes);
    try (OutputStream out = Files.newOutputStream(to)) {
      Pieces.copy(in, out);
    } catch (BoundExceededException e) {
      throw tooLarge(link, maxBytes);
    }
  }

  private static ResultUnavailableException tooLarge(URI link, long maxBytes) {
    return permanent(link, "holds more than the " + maxBytes + " bytes that are allowed");
  }

  private static ResultUnavailableException permanent(URI link, String predicate) {
    return new ResultUnavailableException(true, sentence(link, predicate));
  }

  private static String sentence(URI link, String predicate) {
    String host = Optional.ofNullable(link.getHost()).orElse("an unnamed host");
    return "The result link at " + host + " " + predicate + ".";
  }
}
