package io.retouch.local.page;

import io.retouch.local.cloud.Edit;
import io.retouch.local.cloud.Outcome;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes the page. Everything that comes from outside goes through {@link #escaped}. */
final class PageHtml {
  /** More would make a browser fetch hundreds of pictures every few seconds. */
  static final int SHOWN = 50;

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="refresh" content="3">
      <meta name="viewport" content="width=device-width">
      <title>Retouch on this machine</title>
      <style>
      body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem;
        padding: 0 1rem; color: #222; background: #fafafa; }
      h1 { font-size: 1.3rem; margin: 0 0 .3rem; }
      article { background: #fff; border: 1px solid #ddd; border-left: .4rem solid #999;
        border-radius: .4rem; margin: 1rem 0; padding: .8rem 1rem; }
      article.edited { border-left-color: #2c8a4b; }
      article.queued, article.waiting { border-left-color: #c98a00; }
      article.rejected, article.parked, article.dead { border-left-color: #c0392b; }
      h2 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
      p { margin: .2rem 0; overflow-wrap: anywhere; }
      .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; margin-top: .6rem; }
      figure { margin: 0; }
      figcaption, .small { color: #666; font-size: .85rem; overflow-wrap: anywhere; }
      img { display: block; max-width: 100%; max-height: 22rem; background: #eee; }
      .none { display: grid; place-items: center; min-height: 8rem; background: #f1f1f1; color: #777; }
      </style>
      </head>
      <body>
      <h1>Retouch on this machine</h1>
      """;

  private PageHtml() {}

  /**
   * The whole page.
   *
   * @param edits of which the first {@value #SHOWN} are shown
   */
  static String of(List<Edit> edits) {
    StringBuilder html = new StringBuilder(HEAD);
    html.append("<p class=\"small\">").append(escaped(summary(edits))).append("</p>\n");
    edits.stream().limit(SHOWN).forEach(edit -> article(html, edit));
    if (edits.size() > SHOWN) {
      html.append("<p class=\"small\">")
          .append(edits.size() - SHOWN)
          .append(" older ones are not shown.</p>\n");
    }
    return html.append("</body>\n</html>\n").toString();
  }

  private static String summary(List<Edit> edits) {
    if (edits.isEmpty()) {
      return "No picture has been uploaded yet.";
    }
    Map<String, Integer> counts = new TreeMap<>();
    edits.forEach(edit -> counts.merge(edit.state(), 1, Integer::sum));
    StringBuilder summary = new StringBuilder();
    counts.forEach((state, count) -> summary.append(state).append(' ').append(count).append(", "));
    return summary.substring(0, summary.length() - 2) + ". This page refreshes itself.";
  }

  private static void article(StringBuilder html, Edit edit) {
    html.append("<article class=\"").append(escaped(edit.state())).append("\">\n<h2>");
    html.append(escaped(edit.state())).append(": ").append(escaped(edit.key())).append("</h2>\n");
    html.append("<p class=\"small\">").append(escaped(when(edit))).append("</p>\n");
    if (!edit.reason().isEmpty()) {
      html.append("<p>").append(escaped(edit.reason())).append("</p>\n");
    }
    html.append("<div class=\"pair\">\n");
    if (edit.bucket().isEmpty()) {
      html.append("<figure><div class=\"none\">made from a prompt</div></figure>\n");
    } else {
      figure(html, "before", edit.bucket(), edit.key());
    }
    String output = edit.outcome().map(Outcome::outputKey).orElse("");
    if (output.isEmpty()) {
      html.append("<figure><div class=\"none\">no result</div></figure>\n");
    } else {
      String bucket = edit.outcome().map(Outcome::outputBucket).orElse("");
      figure(html, "after", bucket, output);
    }
    html.append("</div>\n</article>\n");
  }

  private static String when(Edit edit) {
    String took =
        edit.outcome()
            .map(Outcome::took)
            .map(PageHtml::seconds)
            .map(text -> ", in " + text + " s")
            .orElse("");
    return "at " + CLOCK.format(edit.changed()) + took;
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
  }

  private static void figure(StringBuilder html, String what, String bucket, String key) {
    String address = escaped(PagePictures.path(bucket, key));
    html.append("<figure><a href=\"").append(address).append("\"><img src=\"").append(address);
    html.append("\" alt=\"").append(what).append("\"></a><figcaption>").append(what);
    html.append(": ").append(escaped(bucket + "/" + key)).append("</figcaption></figure>\n");
  }

  /** Text as it may stand in an element or in a quoted attribute. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            letter -> {
              switch (letter) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(Character.isISOControl(letter) ? ' ' : letter);
              }
            });
    return escaped.toString();
  }
}
