package io.retouch.parts.endpoint;

import java.net.URI;

/** Where the picture to edit is. */
public sealed interface ImageSource {
  /**
   * Sent with the request.
   *
   * @param bytes as sent; whether they are a picture is for the decoder to say
   * @param declared the media type that a data URL names; empty where none is checked
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Inline(byte[] bytes, String declared) implements ImageSource {}

  /** To be fetched by the server, with http or https. */
  record Link(URI uri) implements ImageSource {}
}
