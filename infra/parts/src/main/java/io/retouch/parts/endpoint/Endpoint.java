package io.retouch.parts.endpoint;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One path of one API. */
public interface Endpoint {
  /** The media type that requests must have. */
  String mediaType();

  /** Whether the header {@code Content-Type} names that media type. */
  default boolean takes(@Nullable String contentType) {
    return contentType != null
        && contentType.split(";", 2)[0].strip().equalsIgnoreCase(mediaType());
  }

  /** How answers and errors are written. */
  Shape shape();

  /**
   * Reads a request and checks every field.
   *
   * @param arrived told what the body holds as soon as that is known, even if it is then refused
   * @throws Refusal where the request breaks the document
   */
  ImageRequest read(HttpExchange exchange, Consumer<Received> arrived) throws IOException, Refusal;
}
