package io.retouch.edit;

import io.retouch.preset.Preset;
import java.util.Objects;

/**
 * How somebody who asks for an edit wants it, beside what the configuration says.
 *
 * @param preset what to do, with what the caller may change of it
 * @param name what stands for the source's key after the preset's prefix, without an extension, in
 *     the result's key: {@code animals/cat} gives {@code {dir}} and {@code {name}}. An edit of
 *     another name is another edit, with a place of its own.
 */
public record EditRequest(Preset preset, String name) {
  public EditRequest {
    Objects.requireNonNull(preset, "preset");
    if (name.isEmpty() || name.endsWith("/")) {
      throw new IllegalArgumentException("a result needs a name");
    }
  }
}
