package io.retouch.edit;

import io.retouch.edit.EditOutcome.Edited;
import io.retouch.edit.EditOutcome.Skipped;
import io.retouch.edit.ImageEditor.Answer;
import io.retouch.edit.ObjectStore.NewObject;
import io.retouch.image.ImageInfo;
import io.retouch.image.ImageProbe;
import io.retouch.image.InvalidImageException;
import io.retouch.preset.Output.Overwrite;
import io.retouch.preset.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** Takes an answer to its place: fetches it, verifies that it is a picture, and writes it. */
@ApplicationScoped
class ResultWriter {
  private final ObjectStore store;
  private final ResultDownloads downloads;
  private final KeptAnswers answers;
  private final ResultFinisher finisher;
  private final long maxBytes;

  @Inject
  ResultWriter(
      ObjectStore store,
      ResultDownloads downloads,
      KeptAnswers answers,
      ResultFinisher finisher,
      Settings settings) {
    this.store = store;
    this.downloads = downloads;
    this.answers = answers;
    this.finisher = finisher;
    this.maxBytes = settings.limits().resultBytes();
  }

  /**
   * Writes the result under its key.
   *
   * @throws UnknownOutcomeException if there is no picture and never will be: paid, no result
   * @throws ResultUnavailableException if the link cannot be fetched now
   * @throws StoreException if the store does not take it now
   */
  Written write(PreparedEdit edit, Answer answer) {
    Path result = fetch(edit, answer);
    Finished finished = finish(edit, result, verify(result));
    ImageInfo info = finished.info();
    String key = OutputKeys.result(edit, info.format());
    boolean written =
        store.put(
            new NewObject(
                edit.place().bucket(),
                key,
                finished.file(),
                info.format().mediaType(),
                edit.metadata().withSeed(answer.seed()).entries(),
                edit.preset().output().overwrite() == Overwrite.ALWAYS,
                edit.source().headers(),
                edit.tags(),
                edit.preset().output().storage()));
    if (written || isOurs(edit, key)) {
      return new Written(new Edited(edit.place().bucket(), key), finished);
    }
    return new Written(
        new Skipped(
            "another object has come to %s meanwhile and was not overwritten".formatted(key)),
        finished);
  }

  private Finished finish(PreparedEdit edit, Path result, ImageInfo info) {
    try {
      return finisher.finish(edit, new Finished(result, info));
    } catch (UncheckedIOException e) {
      throw new StoreException("a result's temporary file could not be written", e);
    }
  }

  private Path fetch(PreparedEdit edit, Answer answer) {
    if (answer instanceof Answer.Inline inline) {
      return inline.file();
    }
    Path file = edit.files().result();
    if (answer instanceof Answer.Kept kept) {
      if (!answers.fetch(edit.place().bucket(), kept, file, maxBytes)) {
        throw new UnknownOutcomeException("paid_no_result", "the kept answer is gone");
      }
      return file;
    }
    Answer.Link link = (Answer.Link) answer;
    try {
      downloads.download(
          edit.preset().provider(), link.link(), file, maxBytes, edit.job().deadline());
      return file;
    } catch (ResultUnavailableException e) {
      if (!e.permanent()) {
        throw e;
      }
      throw new UnknownOutcomeException(
          "paid_no_result", "the result's link is of no use: " + e.getMessage(), e);
    }
  }

  private static ImageInfo verify(Path result) {
    try {
      return ImageProbe.probe(result);
    } catch (InvalidImageException e) {
      throw new UnknownOutcomeException(
          "paid_no_result", "the result is no picture: " + e.getMessage(), e);
    }
  }

  /** A write whose answer was lost is repeated by the SDK and then finds its own object. */
  private boolean isOurs(PreparedEdit edit, String key) {
    Map<String, String> metadata =
        store
            .head(edit.place().bucket(), key)
            .map(ObjectStore.StoredObject::userMetadata)
            .orElse(Map.of());
    return UserMetadata.isMarkedBy(edit.id(), metadata);
  }
}
