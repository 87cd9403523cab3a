package io.retouch.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what a file that is no accepted image seems to be, from its first bytes. */
final class OtherFile {
  private record Signature(int offset, String bytes, String name) {
    /** Signatures are written one character a byte. */
    boolean matches(String head) {
      return head.startsWith(bytes, offset);
    }
  }

  private static final List<Signature> SIGNATURES =
      List.of(
          new Signature(0, "PK\u0003\u0004", "a ZIP archive (or an Office or app file)"),
          new Signature(0, "PK\u0005\u0006", "an empty ZIP archive"),
          new Signature(0, "%PDF-", "a PDF"),
          new Signature(0, "%!PS", "a PostScript file"),
          new Signature(0, "8BPS", "a Photoshop document"),
          new Signature(0, "\u001f\u008b", "a gzip archive"),
          new Signature(0, "Rar!", "a RAR archive"),
          new Signature(0, "7z\u00bc\u00af", "a 7z archive"),
          new Signature(0, "\u00ff\n", "a JPEG XL image"),
          new Signature(4, "JXL \r\n", "a JPEG XL image"),
          new Signature(4, "jP  \r\n", "a JPEG 2000 image"),
          new Signature(0, "\u0000\u0000\u0001\u0000", "a Windows icon"),
          new Signature(0, "FUJIFILMCCD-RAW", "a raw camera picture"),
          new Signature(8, "CR\u0002", "a raw camera picture"),
          new Signature(4, "ftypcrx", "a raw camera picture"),
          new Signature(4, "ftypM4A", "an MPEG-4 sound file"),
          new Signature(4, "ftypmif1", "an HEIF file in neither HEVC nor AV1 coding"),
          new Signature(4, "ftypmsf1", "an HEIF file in neither HEVC nor AV1 coding"),
          new Signature(4, "ftyp", "an MPEG-4 or QuickTime video"),
          new Signature(4, "moov", "a QuickTime video"),
          new Signature(8, "AVI ", "an AVI video"),
          new Signature(8, "WAVE", "a WAV sound file"),
          new Signature(0, "\u001aE\u00df\u00a3", "a Matroska or WebM video"),
          new Signature(0, "ID3", "an MP3 sound file"),
          new Signature(0, "\u007fELF", "a program"));

  private OtherFile() {}

  static InvalidImageException refuse(byte[] head) {
    String accepted =
        Arrays.stream(ImageFormat.values())
            .map(ImageFormat::name)
            .collect(Collectors.joining(", "));
    String verdict =
        describe(head)
            .map(name -> "This is " + name + ", not an image that")
            .orElse("This is no image that");
    return new InvalidImageException(
        verdict + " can be edited; accepted are " + accepted.replace("WEBP", "WebP") + ".");
  }

  private static Optional<String> describe(byte[] head) {
    String bytes = new String(head, StandardCharsets.ISO_8859_1);
    return SIGNATURES.stream()
        .filter(signature -> signature.matches(bytes))
        .map(Signature::name)
        .findFirst()
        .or(() -> describeText(bytes));
  }

  private static Optional<String> describeText(String bytes) {
    String text = bytes.replace("\u00ef\u00bb\u00bf", "").strip().toLowerCase(Locale.ROOT);
    if (text.isEmpty() || text.chars().anyMatch(c -> c < ' ' && !Character.isWhitespace(c))) {
      return Optional.empty();
    }
    if (text.startsWith("<!doctype html") || text.startsWith("<html") || text.contains("<body")) {
      return Optional.of("an HTML page");
    }
    if (text.startsWith("<") && text.contains("<svg")) {
      return Optional.of("an SVG drawing");
    }
    if (text.startsWith("<")) {
      return Optional.of("an XML document");
    }
    return Optional.of(
        text.startsWith("{") || text.startsWith("[") ? "a JSON document" : "a text file");
  }
}
