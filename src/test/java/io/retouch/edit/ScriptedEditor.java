package io.retouch.edit;

import io.retouch.image.ImageFormat;
import io.retouch.preset.ModelLimits;
import io.retouch.preset.Preset;
import io.retouch.preset.Provider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;

/** An edit API that does as it is told; tells the story its calls. */
final class ScriptedEditor implements ImageEditor {
  private final Deque<AttemptException> failures = new ArrayDeque<>();
  private final List<String> story;
  private boolean linksAreGone;

  ScriptedEditor(List<String> story) {
    this.story = story;
  }

  void failWith(AttemptException failure) {
    failures.add(failure);
  }

  void loseLinks() {
    linksAreGone = true;
  }

  @Override
  public ModelLimits limits(Preset preset) {
    return new ModelLimits(
        4096, 4096, Long.MAX_VALUE, EnumSet.allOf(ImageFormat.class), "the test's document");
  }

  @Override
  public Answer edit(Call call) {
    story.add("call");
    if (!failures.isEmpty()) {
      throw failures.remove();
    }
    write(call.result());
    return new Answer.Inline(call.result(), OptionalLong.of(7));
  }

  @Override
  public void download(Provider provider, URI link, Path to, long maxBytes, Duration timeout) {
    story.add("download");
    if (linksAreGone) {
      throw new ResultUnavailableException(true, "404");
    }
    write(to);
  }

  private static void write(Path file) {
    try {
      Files.write(file, Pictures.png(8, 8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
