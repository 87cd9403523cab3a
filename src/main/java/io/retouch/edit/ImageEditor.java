package io.retouch.edit;

import io.retouch.image.ImageInfo;
import io.retouch.preset.ModelLimits;
import io.retouch.preset.Preset;
import io.retouch.preset.Provider;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;

/** Port to the edit APIs. */
public interface ImageEditor {
  /** The limits of an image that this preset's model takes. */
  ModelLimits limits(Preset preset);

  /**
   * Calls the edit API once; never twice, whatever happens on the wire.
   *
   * @throws NotRunException if the edit was not run and not paid for
   * @throws RefusedException if the API refused the input
   * @throws MisconfiguredException if the API cannot be used as configured
   * @throws UnknownOutcomeException if it may have been run without a readable answer
   */
  Answer edit(Call call);

  /**
   * Fetches a result link: https only, from the provider's result hosts, never from a private
   * address, redirects checked again, bounded in bytes and time.
   *
   * @param to the file that is written; incomplete if this throws
   * @param timeout for everything, to the last byte
   * @throws ResultUnavailableException if the bytes could not be had
   */
  void download(Provider provider, URI link, Path to, long maxBytes, Duration timeout);

  /**
   * One call.
   *
   * @param preset what to do
   * @param source what to do it with, within the model's limits
   * @param result the file to which an answer's inline bytes are written
   * @param maxResultBytes the bound of those bytes
   * @param apiKey the provider's key
   * @param timeout for everything, from connecting to the last byte of the answer
   */
  record Call(
      Preset preset,
      Source source,
      Path result,
      long maxResultBytes,
      Provider.ApiKey apiKey,
      Duration timeout) {
    public Call {
      Objects.requireNonNull(preset, "preset");
      Objects.requireNonNull(source, "source");
      Objects.requireNonNull(result, "result");
      Objects.requireNonNull(apiKey, "apiKey");
      Objects.requireNonNull(timeout, "timeout");
    }
  }

  /** What an API is given to work with. */
  sealed interface Source {
    /** A picture in a file, which is sent with the call. */
    record File(Path path, ImageInfo info) implements Source {
      public File {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(info, "info");
      }
    }

    /** A picture that the API fetches itself; whoever has the link can, too. */
    record Link(URI link) implements Source {
      public Link {
        Objects.requireNonNull(link, "link");
      }

      @Override
      public String toString() {
        return "(secret)";
      }
    }

    /** Nothing but the prompt. */
    record None() implements Source {}
  }

  /** What the API answered: an image, or a link to one. */
  sealed interface Answer {
    /** The seed that the edit was made with, where the API says so. */
    OptionalLong seed();

    /** The image lies behind a link. */
    record Link(URI link, OptionalLong seed) implements Answer {
      public Link {
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(seed, "seed");
      }
    }

    /** The image came with an earlier answer and is kept under this key in the output bucket. */
    record Kept(String key, OptionalLong seed) implements Answer {
      public Kept {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(seed, "seed");
      }
    }

    /** The image came with the answer and lies in the call's result file, not yet verified. */
    record Inline(Path file, OptionalLong seed) implements Answer {
      public Inline {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(seed, "seed");
      }
    }
  }
}
