package io.retouch.event;

import java.util.Objects;

/**
 * A picture that somebody asks for, to be made from a preset's prompt alone. Whether there is such
 * a preset, and whether the name can be used, is for others to say.
 *
 * @param preset the preset's name
 * @param name what stands for a source's key in the result's
 */
public record RequestedPicture(String preset, String name) {
  public RequestedPicture {
    Objects.requireNonNull(preset, "preset");
    Objects.requireNonNull(name, "name");
  }
}
