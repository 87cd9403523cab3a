package io.retouch.operate;

import io.retouch.edit.DueEdit;
import io.retouch.edit.EditRequest;
import io.retouch.edit.ObjectStore;
import io.retouch.edit.PictureNames;
import io.retouch.preset.KeyTemplate;
import io.retouch.preset.Match;
import io.retouch.preset.Preset;
import io.retouch.preset.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Finds what is asked about, or says why that cannot be. */
@ApplicationScoped
class Targets {
  private final Settings settings;
  private final ObjectStore store;

  @Inject
  Targets(Settings settings, ObjectStore store) {
    this.settings = settings;
    this.store = store;
  }

  /**
   * The preset of this name.
   *
   * @throws OperatorException if there is none, naming those that there are
   */
  Preset preset(String name) {
    return settings
        .preset(name)
        .orElseThrow(
            () ->
                new OperatorException(
                    "unknown_preset",
                    "There is no preset \"%s\"; the configured ones are: %s."
                        .formatted(
                            name,
                            settings.presets().stream()
                                .map(Preset::name)
                                .collect(Collectors.joining(", ")))));
  }

  /**
   * What is due to an object as it is now.
   *
   * @throws OperatorException if the preset does not match it, or it is not there
   */
  DueEdit due(Preset preset, String key) {
    requireUploads(preset);
    String bucket = preset.match().bucket();
    if (!matches(preset, key)) {
      throw new OperatorException(
          "not_matched",
          "Preset %s does not edit %s: it matches %s."
              .formatted(preset.name(), key, words(preset.match())));
    }
    return store
        .head(bucket, key)
        .map(source -> DueEdit.of(preset, key, source))
        .orElseThrow(
            () ->
                new OperatorException(
                    "no_such_object",
                    "There is no object %s in bucket %s.".formatted(key, bucket)));
  }

  /**
   * The picture that a preset makes under a name.
   *
   * @throws OperatorException if the preset makes none, or the name cannot be used
   */
  DueEdit picture(Preset preset, String name) {
    if (!preset.generates()) {
      throw new OperatorException(
          "wrong_kind",
          "Preset %s edits uploaded pictures, which have a \"key\" and no \"name\"; of kind generate %s."
              .formatted(preset.name(), generating()));
    }
    PictureNames.problem(name)
        .ifPresent(
            problem -> {
              throw new OperatorException("wrong_name", "The picture's name " + problem);
            });
    DueEdit due = DueEdit.generated(new EditRequest(preset, name));
    int bytes = due.place().key().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > KeyTemplate.MAX_KEY_BYTES) {
      throw new OperatorException(
          "key_too_long",
          "The result's key would have up to %d bytes, and S3's keys have at most %d: choose a shorter name."
              .formatted(bytes, KeyTemplate.MAX_KEY_BYTES));
    }
    return due;
  }

  private String generating() {
    String names =
        settings.presets().stream()
            .filter(Preset::generates)
            .map(Preset::name)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "is none" : "there are: " + names;
  }

  /**
   * Makes sure that the preset edits what is uploaded.
   *
   * @throws OperatorException if it makes pictures from its prompt alone
   */
  void requireUploads(Preset preset) {
    if (preset.generates()) {
      throw new OperatorException(
          "wrong_kind",
          "Preset %s makes pictures from its prompt alone: they have a \"name\" and no \"key\", and come to be when somebody asks for them with generate."
              .formatted(preset.name()));
    }
  }

  /** Whether the preset edits this object of its source bucket. */
  boolean matches(Preset preset, String key) {
    return !key.endsWith("/")
        && settings.presetFor(preset.match().bucket(), key).filter(preset::equals).isPresent();
  }

  /**
   * Makes sure that there is a ledger.
   *
   * @throws OperatorException if none is configured
   */
  void requireLedger() {
    if (settings.ledgerTable().isEmpty()) {
      throw new OperatorException(
          "no_ledger",
          "No ledger is configured, so nothing is known of any picture and nothing can be stopped;"
              + " set retouch.ledger.table.");
    }
  }

  /**
   * The queue that pictures are sent to.
   *
   * @throws OperatorException if none is configured
   */
  String queue() {
    return settings
        .queue()
        .orElseThrow(
            () ->
                new OperatorException(
                    "no_queue",
                    "No queue is configured that pictures could be sent to; set retouch.queue to"
                        + " the name or URL of the queue of uploads."));
  }

  private static String words(Match match) {
    return "keys in bucket %s that begin with \"%s\"%s"
        .formatted(
            match.bucket(),
            match.prefix(),
            match.suffixes().isEmpty()
                ? ""
                : " and end with " + String.join(", ", match.suffixes()));
  }
}
