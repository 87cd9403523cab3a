package io.retouch.edit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retouch.image.ImageInfo;
import io.retouch.preset.Preset;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * The JSON that tells where a result comes from, as {@code manifest.schema.json} beside this class
 * describes it. Holds no prompt, no key, no header and no link.
 */
final class Manifest {
  /** Which description a manifest follows; another one where what it says would be misread. */
  static final String SCHEMA = "urn:retouch:manifest:1";

  private Manifest() {}

  /**
   * The manifest of a result.
   *
   * @param version of this application
   */
  static ObjectNode of(Made made, String version, Instant now) {
    PreparedEdit edit = made.edit();
    Preset preset = edit.preset();
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("schema", SCHEMA);
    manifest.put("retouch", version);
    manifest.put("edit", edit.id().value());
    manifest.put("at", now.truncatedTo(ChronoUnit.SECONDS).toString());
    source(edit, manifest);
    made.sent().ifPresent(sent -> sent(sent, manifest));
    manifest
        .putObject("preset")
        .put("name", preset.name())
        .put("fingerprint", preset.fingerprint());
    manifest.put("provider", preset.provider().name());
    manifest.put("dialect", preset.provider().dialect());
    manifest.put("model", preset.model());
    ObjectNode parameters = manifest.putObject("parameters");
    preset.parameters().forEach(parameters::put);
    made.seed().ifPresent(seed -> manifest.put("seed", seed));
    ObjectNode result = manifest.putObject("result");
    result.put("bucket", edit.place().bucket()).put("key", made.key()).put("size", made.bytes());
    made.info().ifPresent(info -> picture(info, result));
    calls(made, manifest);
    manifest.put("resumed", made.resumed());
    OutcomeLog.timings(edit.trail(), manifest.putObject("timings"));
    return manifest;
  }

  private static void source(PreparedEdit edit, ObjectNode manifest) {
    if (edit.preset().generates()) {
      manifest.put("name", edit.job().key());
      return;
    }
    ObjectNode source = manifest.putObject("source");
    source
        .put("bucket", edit.job().bucket())
        .put("key", edit.job().key())
        .put("eTag", edit.source().eTag())
        .put("size", edit.source().size());
    Optional<ImageInfo> info = Sources.info(edit);
    info.ifPresent(picture -> picture(picture, source).put("orientation", picture.orientation()));
  }

  private static void sent(Sendable sent, ObjectNode manifest) {
    ObjectNode object = manifest.putObject("sent").put("fitted", sent.fitted());
    picture(sent.info(), object.put("size", sent.bytes()));
  }

  private static ObjectNode picture(ImageInfo info, ObjectNode object) {
    return object
        .put("format", info.format().name().toLowerCase(Locale.ROOT))
        .put("width", info.width())
        .put("height", info.height());
  }

  /** An answer is paid for, and so may be every call whose outcome nobody knows. */
  private static void calls(Made made, ObjectNode manifest) {
    int paidAtMost = made.own().unknowns() + 1;
    manifest.put("attempts", made.own().attempt());
    manifest.put("paidAtMost", paidAtMost);
    made.edit()
        .preset()
        .provider()
        .price()
        .ifPresent(
            price ->
                manifest
                    .putObject("cost")
                    .put("currency", price.currency())
                    .put("amount", price.of(paidAtMost).toPlainString()));
  }
}
