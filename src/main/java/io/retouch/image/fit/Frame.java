package io.retouch.image.fit;

import io.retouch.image.ImageFormat;
import io.retouch.image.ImageInfo;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a picture has to fit into.
 *
 * @param maxWidth pixels, as the picture is seen
 * @param maxHeight pixels, as the picture is seen
 * @param maxBytes of the file
 * @param formats that may be used
 */
public record Frame(int maxWidth, int maxHeight, long maxBytes, Set<ImageFormat> formats) {
  /** What keeps a picture from being sent as it is. */
  public enum Misfit {
    FORMAT,
    PIXELS,
    BYTES,
    TURNED
  }

  public Frame {
    formats = Set.copyOf(formats);
  }

  /**
   * What keeps this picture from being sent as it is, in the order in which it is told.
   *
   * @param upright whether an orientation other than 1 does
   */
  public Set<Misfit> misfits(ImageInfo info, long bytes, boolean upright) {
    Set<Misfit> misfits = EnumSet.noneOf(Misfit.class);
    boolean turned = upright && info.orientation() != 1;
    int width = turned && info.orientation() >= 5 ? info.height() : info.width();
    int height = turned && info.orientation() >= 5 ? info.width() : info.height();
    if (!formats.contains(info.format())) {
      misfits.add(Misfit.FORMAT);
    }
    if (width > maxWidth || height > maxHeight) {
      misfits.add(Misfit.PIXELS);
    }
    if (bytes > maxBytes) {
      misfits.add(Misfit.BYTES);
    }
    if (turned) {
      misfits.add(Misfit.TURNED);
    }
    return misfits;
  }
}
