package io.retouch.local.chaos;

import io.retouch.local.chaos.Wiretap.Answer;
import io.retouch.local.chaos.Wiretap.Line;
import io.retouch.local.chaos.Wiretap.Request;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.regex.Matcher;

/** Hears what reaches the edit API, and has its result links lead through the proxy, too. */
final class ApiTap implements Wiretap.Tap {
  private final Places places;
  private final URI api;
  private final Supplier<URI> front;

  /**
   * @param api the edit API itself
   * @param front what the function takes for it
   */
  ApiTap(Places places, URI api, Supplier<URI> front) {
    this.places = places;
    this.api = api;
    this.front = front;
  }

  @Override
  public Answer pass(Request request, Line line) throws IOException {
    Matcher marker =
        Picture.MARKER.matcher(new String(request.body(), StandardCharsets.ISO_8859_1));
    if (marker.find()) {
      places.called(marker.group(1), marker.group());
    }
    Answer answer = line.forward();
    if (!request.path().contains("/images/edits")) {
      return answer;
    }
    String text =
        new String(answer.body(), StandardCharsets.ISO_8859_1)
            .replace(api.getAuthority(), front.get().getAuthority());
    return new Answer(
        answer.status(), answer.headers(), text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
