package io.retouch.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.retouch.edit.ImageEditor.Answer;
import io.retouch.edit.ImageEditor.Call;
import io.retouch.edit.ImageEditor.Source;
import io.retouch.image.ImageFormat;
import io.retouch.image.ImageInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call allocates does not grow with its images. */
class MemoryTest {
  private static final long IMAGE = 60_000_000;
  private static final long BOUND = 8_000_000;

  private final Path directory;

  MemoryTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai-edits", "stepfun-image2image", "modelverse"})
  void streamsLargeSourcesAndLargeAnswers(String dialect) throws IOException {
    Path source = directory.resolve("source.tmp");
    try (RandomAccessFile file = new RandomAccessFile(source.toFile(), "rw")) {
      file.setLength(IMAGE);
    }
    try (ScriptedServer server =
        ScriptedServer.plain(
            talk -> {
              talk.skipRequest();
              sendInlineImage(talk.out());
              talk.close();
            })) {
      Call small =
          Calls.call(
              directory,
              Calls.preset(Calls.provider(server.uri("/v1"), dialect, Map.of()), Map.of()),
              Duration.ofSeconds(60));
      Call call =
          new Call(
              small.preset(),
              new Source.File(source, new ImageInfo(ImageFormat.WEBP, 640, 480, 1)),
              small.result(),
              IMAGE,
              small.apiKey(),
              small.timeout());
      ProviderImageEditor editor = Calls.editor();

      long before = allocated();
      Answer answer = editor.edit(call);
      long after = allocated();

      assertThat(answer).isInstanceOf(Answer.Inline.class);
      assertThat(Files.size(call.result())).isEqualTo(IMAGE);
      assertThat(after - before).isLessThan(BOUND);
    }
  }

  /** Bytes that this thread, which does all of a call's reading and writing, has allocated. */
  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private static void sendInlineImage(OutputStream out) throws IOException {
    byte[] base64 = "AAAA".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
    out.write(
        "HTTP/1.1 200 OK\r\n\r\n{\"data\":[{\"b64_json\":\"".getBytes(StandardCharsets.UTF_8));
    for (long sent = 0; sent < IMAGE / 3 * 4; sent += base64.length) {
      out.write(base64);
    }
    out.write("\",\"finish_reason\":\"success\"}]}".getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
