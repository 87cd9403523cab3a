package io.retouch.provider;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.All;
import io.retouch.edit.ImageEditor;
import io.retouch.edit.MisconfiguredException;
import io.retouch.edit.NotRunException;
import io.retouch.preset.ModelLimits;
import io.retouch.preset.Preset;
import io.retouch.preset.Provider;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;

/** Calls the edit API that a preset's provider speaks, once. */
@Singleton
final class ProviderImageEditor implements ImageEditor {
  private final Map<String, Dialect> dialects;
  private final HttpTransport transport;
  private final ResultDownloader downloader;
  private final AnswerReader answers;
  private final ErrorReader errors;

  @Inject
  ProviderImageEditor(@All List<Dialect> dialects, HttpTransport transport, ObjectMapper json) {
    this(dialects, transport, json, Clock.systemUTC());
  }

  ProviderImageEditor(
      List<Dialect> dialects, HttpTransport transport, ObjectMapper json, Clock clock) {
    this.dialects =
        dialects.stream().collect(Collectors.toUnmodifiableMap(Dialect::dialect, d -> d));
    this.transport = transport;
    this.downloader = new ResultDownloader(transport);
    this.answers = new AnswerReader();
    this.errors = new ErrorReader(json, clock);
  }

  @Override
  public ModelLimits limits(Preset preset) {
    return dialect(preset.provider()).limits(preset.model());
  }

  @Override
  public Answer edit(Call call) {
    Provider provider = call.preset().provider();
    Dialect dialect = dialect(provider);
    HttpPost post = request(dialect, provider, call);
    if (call.timeout().isZero() || call.timeout().isNegative()) {
      throw new NotRunException("no_time", "No time was left for the call.", Optional.empty());
    }
    try {
      return transport.exchange(
          post,
          provider.privateNetwork(),
          call.timeout(),
          response -> read(dialect, call, response));
    } catch (ExchangeException e) {
      throw e.asAttempt(provider);
    }
  }

  @Override
  public void download(Provider provider, URI link, Path to, long maxBytes, Duration timeout) {
    downloader.download(provider, link, to, maxBytes, timeout);
  }

  private Dialect dialect(Provider provider) {
    Dialect dialect = dialects.get(provider.dialect());
    if (dialect == null) {
      throw new MisconfiguredException(
          "unknown_dialect",
          "Provider "
              + provider.name()
              + " speaks the dialect "
              + provider.dialect()
              + ", which is unknown; write one of "
              + dialects.keySet().stream().sorted().toList()
              + ".");
    }
    return dialect;
  }

  private static HttpPost request(Dialect dialect, Provider provider, Call call) {
    requireSafeBase(provider);
    HttpPost post = new HttpPost(URI.create(provider.baseUrl() + dialect.path()));
    provider.headers().values().forEach(post::setHeader);
    post.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + headerSafe(provider, call.apiKey()));
    post.setHeader(HttpHeaders.ACCEPT, "application/json");
    post.setEntity(body(dialect, call));
    return post;
  }

  /** The key and the picture are sent in clear only where the configuration says so. */
  private static void requireSafeBase(Provider provider) {
    String scheme = Optional.ofNullable(provider.baseUrl().getScheme()).orElse("");
    boolean allowed =
        switch (scheme.toLowerCase(Locale.ROOT)) {
          case "https" -> true;
          case "http" -> provider.privateNetwork();
          default -> false;
        };
    if (!allowed || provider.baseUrl().getHost() == null) {
      throw new MisconfiguredException(
          "insecure_base_url",
          "The base URL of provider "
              + provider.name()
              + " must begin with https:// and name a host; plain http needs private-network:"
              + " true.");
    }
  }

  private static String headerSafe(Provider provider, Provider.ApiKey key) {
    if (key.value().isEmpty() || !key.value().chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new MisconfiguredException(
          "unauthorised",
          "The API key of provider "
              + provider.name()
              + " is empty or holds characters that no HTTP header may carry; configure it without"
              + " spaces and line breaks.");
    }
    return key.value();
  }

  private static HttpEntity body(Dialect dialect, Call call) {
    try {
      return dialect.body(call);
    } catch (IOException e) {
      throw new NotRunException("source_unreadable", "The source's file cannot be read.", e);
    }
  }

  private Answer read(Dialect dialect, Call call, ClassicHttpResponse response) throws IOException {
    Redaction redaction = Redaction.of(call);
    if (response.getCode() / 100 == 2) {
      return answers.read(response, call, redaction);
    }
    throw dialect.classify(errors.read(response, redaction), call.preset().provider());
  }
}
