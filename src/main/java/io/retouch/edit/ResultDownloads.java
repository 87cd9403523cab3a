package io.retouch.edit;

import io.retouch.preset.Provider;
import io.smallrye.faulttolerance.api.RetryWhen;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.eclipse.microprofile.faulttolerance.Retry;

/** Fetches result links, again where that may help: the picture behind them is paid for. */
@ApplicationScoped
class ResultDownloads {
  private final ImageEditor editor;

  @Inject
  ResultDownloads(ImageEditor editor) {
    this.editor = editor;
  }

  /**
   * Fetches a link, at most four times.
   *
   * @throws ResultUnavailableException if the bytes could not be had
   */
  @Retry(maxRetries = 3, delay = 300, jitter = 100)
  @RetryWhen(exception = WhileItMayHelp.class)
  void download(Provider provider, URI link, Path to, long maxBytes, Deadline deadline) {
    Duration left = deadline.remaining();
    if (left.isNegative() || left.isZero()) {
      throw new ResultUnavailableException(false, "no time is left to fetch the result's link");
    }
    Duration limit = provider.attemptTimeout();
    editor.download(provider, link, to, maxBytes, left.compareTo(limit) < 0 ? left : limit);
  }

  /** Repeats what is not permanent. */
  public static final class WhileItMayHelp implements Predicate<Throwable> {
    @Override
    public boolean test(Throwable thrown) {
      return thrown instanceof ResultUnavailableException unavailable && !unavailable.permanent();
    }
  }
}
