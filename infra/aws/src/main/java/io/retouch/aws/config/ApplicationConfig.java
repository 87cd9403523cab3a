package io.retouch.aws.config;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What the deployment has to know of {@code config/application.yaml}.
 *
 * @param sourcePrefixes the fewest prefixes in the upload bucket that hold what the presets edit
 * @param outputPrefixes the fewest prefixes in the output bucket under which something is written
 * @param apiKeyParameters names of the SSM parameters that hold API keys
 * @param providers those that presets use
 * @param limits bounds of what one edit may use
 * @param first the preset that a deployment is tried with
 */
public record ApplicationConfig(
    List<String> sourcePrefixes,
    List<String> outputPrefixes,
    Set<String> apiKeyParameters,
    List<EditApi> providers,
    Limits limits,
    FirstPreset first) {
  public ApplicationConfig {
    sourcePrefixes = List.copyOf(sourcePrefixes);
    outputPrefixes = List.copyOf(outputPrefixes);
    apiKeyParameters = Set.copyOf(apiKeyParameters);
    providers = List.copyOf(providers);
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(first, "first");
  }

  /**
   * A preset.
   *
   * @param prefix what the keys begin with that it edits; may be empty
   */
  public record FirstPreset(String name, String prefix) {
    public FirstPreset {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(prefix, "prefix");
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
   */
  public record Limits(long sourceBytes, long resultBytes, int sideBySide) {
    /** The bytes that the edits of one invocation may have in temporary files at a time. */
    public long temporaryBytes() {
      return sideBySide * (sourceBytes + resultBytes);
    }
  }
}
