package io.retouch.image;

/** The image formats that Retouch recognises by their bytes. */
public enum ImageFormat {
  JPEG("image/jpeg", "jpg"),
  PNG("image/png", "png"),
  WEBP("image/webp", "webp"),
  GIF("image/gif", "gif"),
  HEIC("image/heic", "heic"),
  AVIF("image/avif", "avif"),
  TIFF("image/tiff", "tiff"),
  BMP("image/bmp", "bmp");

  private final String mediaType;
  private final String extension;

  ImageFormat(String mediaType, String extension) {
    this.mediaType = mediaType;
    this.extension = extension;
  }

  /** The registered media type, for example {@code image/jpeg}. */
  public String mediaType() {
    return mediaType;
  }

  /** The usual file name extension without a dot, for example {@code jpg}. */
  public String extension() {
    return extension;
  }
}
