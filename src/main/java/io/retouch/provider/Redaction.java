package io.retouch.provider;

import io.retouch.edit.ImageEditor;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes what an API says fit for a log: APIs echo prompts and keys. Control characters become
 * spaces, every longer run of characters that a secret holds too is taken out, the rest is cut.
 */
final class Redaction {
  private static final int MAX_LENGTH = 300;

  /** What is looked at; more than this is not shown in any case. */
  private static final int MAX_INPUT = 4000;

  /** Shorter runs of a text are words that any message may hold. */
  private static final int TEXT_RUN = 10;

  private static final int KEY_RUN = 6;

  /** What a data URL carries; an API may say what it was sent. */
  private static final Pattern DATA = Pattern.compile("base64,[A-Za-z0-9+/=\\\\]+");

  private final List<Secret> secrets;

  private Redaction(List<Secret> secrets) {
    this.secrets = secrets;
  }

  /**
   * Takes out the call's key, its prompt, its longer parameters, such as a negative prompt, its
   * longer headers, and the link to its picture.
   */
  static Redaction of(ImageEditor.Call call) {
    List<Secret> secrets = new ArrayList<>();
    secrets.add(secret(call.apiKey().value(), KEY_RUN, "(key)"));
    secrets.add(secret(call.preset().prompt(), TEXT_RUN, "(prompt)"));
    call.preset().parameters().values().stream()
        .filter(value -> value.length() >= TEXT_RUN)
        .forEach(value -> secrets.add(secret(value, TEXT_RUN, "(parameter)")));
    call.preset().provider().headers().values().values().stream()
        .filter(value -> value.length() >= TEXT_RUN)
        .forEach(value -> secrets.add(secret(value, TEXT_RUN, "(header)")));
    if (call.source() instanceof ImageEditor.Source.Link link) {
      secrets.add(secret(link.link().toString(), TEXT_RUN, "(link)"));
    }
    return new Redaction(secrets.stream().filter(secret -> !secret.text().isEmpty()).toList());
  }

  /** The text as it may be logged, at most 300 characters. */
  String clean(String text) {
    String clean = oneLine(text.length() > MAX_INPUT ? text.substring(0, MAX_INPUT) : text);
    clean = DATA.matcher(clean).replaceAll("base64,(image)");
    for (Secret secret : secrets) {
      clean = secret.removeFrom(clean);
    }
    return shorten(clean);
  }

  private static Secret secret(String text, int run, String placeholder) {
    String line = oneLine(text);
    return new Secret(line, Math.min(run, line.length()), placeholder);
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\s\\u2028\\u2029]+", " ").strip();
  }

  private static String shorten(String text) {
    if (text.length() <= MAX_LENGTH) {
      return text;
    }
    int end = MAX_LENGTH - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  /**
   * A text that must not be shown.
   *
   * @param run how many characters of it in a row are too many
   */
  private record Secret(String text, int run, String placeholder) {
    String removeFrom(String message) {
      StringBuilder rest = new StringBuilder();
      int at = 0;
      while (at < message.length()) {
        int length = sharedRun(message, at);
        if (length > 0) {
          rest.append(placeholder);
          at += length;
        } else {
          rest.append(message.charAt(at));
          at++;
        }
      }
      return rest.toString();
    }

    /** The length of the longest run that begins here and is in the secret too, or 0. */
    private int sharedRun(String message, int at) {
      if (at + run > message.length()) {
        return 0;
      }
      String start = message.substring(at, at + run);
      int longest = 0;
      for (int in = text.indexOf(start); in >= 0; in = text.indexOf(start, in + 1)) {
        int length = run;
        while (at + length < message.length()
            && in + length < text.length()
            && message.charAt(at + length) == text.charAt(in + length)) {
          length++;
        }
        longest = Math.max(longest, length);
      }
      return longest;
    }
  }
}
