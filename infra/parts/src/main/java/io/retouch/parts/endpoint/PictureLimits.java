package io.retouch.parts.endpoint;

import java.util.Set;

/**
 * What a document says of the picture to edit.
 *
 * @param field the name of the field that holds it
 * @param maxSide the longest side, in pixels
 * @param maxBytes of the file
 */
public record PictureLimits(String field, int maxSide, long maxBytes, Set<Format> formats) {
  /** As much as the edit API takes in: "最大支持 4096x4096", {@code stepfun-images-edits.md}. */
  static final int LARGEST_SIDE = 4096;

  public PictureLimits {
    formats = Set.copyOf(formats);
  }

  /** Formats that this machine can decode. */
  public enum Format {
    JPEG("image/jpeg"),
    PNG("image/png"),
    WEBP("image/webp");

    private final String mediaType;

    Format(String mediaType) {
      this.mediaType = mediaType;
    }

    /** As in {@code Content-Type}. */
    public String mediaType() {
      return mediaType;
    }
  }

  /** Whatever can be decoded, up to 4096x4096 pixels. */
  static PictureLimits anyPicture(String field, long maxBytes) {
    return new PictureLimits(field, LARGEST_SIDE, maxBytes, Set.of(Format.values()));
  }
}
