package io.retouch.aws.config;

import io.retouch.aws.yaml.Section;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What presets want for their objects beside reading and writing them.
 *
 * @param taggedSources the fewest prefixes in the upload bucket of what has its tags read
 * @param taggedResults the fewest prefixes in the output bucket of what gets tags
 * @param keys what results are encrypted with, beside the bucket's own
 */
public record Fidelity(List<String> taggedSources, List<String> taggedResults, Set<KmsKey> keys) {
  public Fidelity {
    taggedSources = List.copyOf(taggedSources);
    taggedResults = List.copyOf(taggedResults);
    keys = Set.copyOf(keys);
  }

  /** Whether any preset keeps tags. */
  public boolean tags() {
    return !taggedResults.isEmpty();
  }

  /** Gathers it, preset by preset. */
  static final class Builder {
    private final Set<String> sources = new LinkedHashSet<>();
    private final Set<String> results = new LinkedHashSet<>();
    private final Set<KmsKey> keys = new LinkedHashSet<>();

    /**
     * Adds a preset.
     *
     * @param source the prefix that it edits, if it edits any
     * @param result what its results' keys begin with
     */
    void add(Section output, Optional<String> source, String result) {
      if (output.text("tags").filter("keep"::equals).isPresent()) {
        source.ifPresent(sources::add);
        results.add(result);
      }
      key(output).ifPresent(keys::add);
      if (output.text("kms-key").filter(text -> KmsKey.parse(text).isEmpty()).isPresent()) {
        output.problem(
            "kms-key",
            "names no key that a policy can name; write a key's ARN as in arn:aws:kms:eu-central-1:111122223333:key/1234abcd, or the id of a key or an alias/NAME of this account.");
      }
    }

    Fidelity build() {
      return new Fidelity(Prefixes.minimal(sources), Prefixes.minimal(results), keys);
    }
  }

  /** The key of a preset's results that somebody has to be allowed to use. */
  static Optional<KmsKey> key(Section output) {
    return output.text("kms-key").flatMap(KmsKey::parse).filter(key -> !key.isAwsOwn());
  }
}
