package io.retouch.aws.config;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the deployment has to know of {@code config/application.yaml}.
 *
 * @param sourcePrefixes the fewest prefixes in the upload bucket that hold what the presets edit
 * @param outputPrefixes the fewest prefixes in the output bucket under which something is written
 * @param apiKeyParameters names of the SSM parameters that hold API keys
 * @param providers those that presets use
 * @param fidelity what presets want for their objects beside reading and writing them
 * @param limits bounds of what one edit may use
 * @param first the preset that a deployment is tried with
 */
public record ApplicationConfig(
    List<String> sourcePrefixes,
    List<String> outputPrefixes,
    Set<String> apiKeyParameters,
    List<EditApi> providers,
    Fidelity fidelity,
    Limits limits,
    FirstPreset first) {
  public ApplicationConfig {
    sourcePrefixes = List.copyOf(sourcePrefixes);
    outputPrefixes = List.copyOf(outputPrefixes);
    apiKeyParameters = Set.copyOf(apiKeyParameters);
    providers = List.copyOf(providers);
    Objects.requireNonNull(fidelity, "fidelity");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(first, "first");
  }

  /**
   * A preset.
   *
   * @param prefix what the keys begin with that it edits; may be empty
   * @param key what its results are encrypted with, if not as the bucket says
   */
  public record FirstPreset(String name, String prefix, Optional<KmsKey> key) {
    public FirstPreset {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(prefix, "prefix");
      Objects.requireNonNull(key, "key");
    }
  }

  /**
   * An edit API.
   *
   * @param concurrency calls that one process makes side by side
   * @param requestsPerMinute calls that one process starts in a minute
   */
  public record EditApi(String name, int concurrency, int requestsPerMinute) {
    public EditApi {
      Objects.requireNonNull(name, "name");
    }
  }

  /**
   * Bounds of what one edit may use; the defaults are the application's.
   *
   * @param sourceBytes of a source; default 25 MiB
   * @param resultBytes of a result; default 25 MiB
   * @param sideBySide edits that one invocation runs at a time; default 4
   * @param decoding whether pictures may be decoded, to turn, scale or convert them; by default
   *     those that lie on their side are
   */
  public record Limits(long sourceBytes, long resultBytes, int sideBySide, boolean decoding) {
    /**
     * The bytes that some edits may have in temporary files at a time: each the source, that as it
     * is sent, the answer, that in its form, and that with the source's EXIF.
     */
    public long temporaryBytes(int edits) {
      return edits * (2 * sourceBytes + 3 * resultBytes);
    }
  }
}
