package io.retouch.preset;

import io.retouch.image.ImageFormat;
import java.util.Objects;
import java.util.Set;

/**
 * What a model takes, checked before any money is spent.
 *
 * @param maxWidth pixels
 * @param maxHeight pixels
 * @param maxBytes of the image file
 * @param formats the image formats it takes
 * @param document where these numbers come from, for messages
 */
public record ModelLimits(
    int maxWidth, int maxHeight, long maxBytes, Set<ImageFormat> formats, String document) {
  public ModelLimits {
    formats = Set.copyOf(formats);
    Objects.requireNonNull(document, "document");
  }
}
