package io.retouch.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Has the desktop show a page, where there is a desktop. */
final class Browser {
  private static final List<String> OPENERS = List.of("xdg-open", "open");

  private Browser() {}

  static void open(URI page, Console console) {
    Optional<Path> opener =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .flatMap(folder -> OPENERS.stream().map(name -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst();
    if (opener.isEmpty()) {
      console.say("There is neither xdg-open nor open; open " + page + " in a browser.");
      return;
    }
    try {
      new ProcessBuilder(opener.get().toString(), page.toString())
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      console.say(opener.get() + " cannot be started; open " + page + " in a browser.");
    }
  }
}
