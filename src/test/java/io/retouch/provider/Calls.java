package io.retouch.provider;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.retouch.edit.ImageEditor.Call;
import io.retouch.edit.ImageEditor.Source;
import io.retouch.image.ImageFormat;
import io.retouch.image.ImageInfo;
import io.retouch.preset.KeyTemplate;
import io.retouch.preset.Match;
import io.retouch.preset.Output;
import io.retouch.preset.Preset;
import io.retouch.preset.Provider;
import io.retouch.preset.SourceForm;
import io.retouch.preset.Storage;
import io.retouch.preset.Treatment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/** Presets, providers and calls for tests. */
final class Calls {
  static final String KEY = "sk-test-0123456789abcdef";
  static final String PROMPT = "变成一只英短猫，手上举个牌子写着“沙特阿拉伯”";
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  static final List<Dialect> DIALECTS =
      List.of(
          new OpenAiEditsDialect(),
          new StepFunImage2ImageDialect(),
          new ModelverseDialect(),
          new StepFunGenerationsDialect());

  private Calls() {}

  static ProviderImageEditor editor() {
    return editor(new HttpTransport(InetAddress::getAllByName, Calls::systemTrust));
  }

  static ProviderImageEditor editor(HttpTransport transport) {
    return new ProviderImageEditor(
        DIALECTS, transport, new ObjectMapper(), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  static SSLContext systemTrust() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static Provider provider(URI baseUrl, boolean privateNetwork) {
    return new Provider(
        "stepfun",
        "openai-edits",
        baseUrl,
        Optional.empty(),
        3,
        Duration.ofSeconds(15),
        5,
        100,
        Set.of("localhost", "127.0.0.1", "Res.Example.COM"),
        privateNetwork,
        Provider.MISCONFIGURED_WORDS,
        Optional.empty());
  }

  static Provider provider(URI baseUrl, String dialect, Map<String, String> headers) {
    return new Provider(
        "other",
        dialect,
        baseUrl,
        Optional.empty(),
        Optional.empty(),
        new Provider.Headers(headers),
        3,
        Duration.ofSeconds(15),
        5,
        100,
        Set.of("localhost", "127.0.0.1"),
        true,
        Provider.MISCONFIGURED_WORDS,
        Optional.empty());
  }

  static Preset preset(Provider provider, Map<String, String> parameters) {
    return preset(provider, "step-image-edit-2", parameters);
  }

  static Preset preset(Provider provider, String model, Map<String, String> parameters) {
    return new Preset(
        "cat",
        new Match("uploads", "", List.of()),
        provider,
        model,
        PROMPT,
        parameters,
        SourceForm.INLINE,
        Optional.empty(),
        new Output(
            "results",
            KeyTemplate.parse("{name}.{ext}"),
            Output.Overwrite.ALWAYS,
            "rejected/",
            Storage.DEFAULT),
        Preset.OnUnknownOutcome.RETRY,
        Set.of(),
        Treatment.DEFAULT,
        "v1");
  }

  /** A call with a source of 1,000 bytes and ten seconds. */
  static Call call(Path directory, URI baseUrl) throws IOException {
    return call(directory, preset(provider(baseUrl, true), Map.of()), Duration.ofSeconds(10));
  }

  /** The picture's file. */
  static Path file(Call call) {
    return ((Source.File) call.source()).path();
  }

  static Call call(Path directory, Preset preset, Duration timeout) throws IOException {
    Path source = directory.resolve("source.tmp");
    if (!Files.exists(source)) {
      Files.write(source, sourceBytes(1000));
    }
    return new Call(
        preset,
        new Source.File(source, new ImageInfo(ImageFormat.WEBP, 640, 480, 1)),
        directory.resolve("result.tmp"),
        1_000_000,
        new Provider.ApiKey(KEY),
        timeout);
  }

  /** Bytes of all values, boundaries and line breaks among them. */
  static byte[] sourceBytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + i / 256);
    }
    return bytes;
  }
}
