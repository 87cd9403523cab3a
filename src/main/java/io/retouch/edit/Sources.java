package io.retouch.edit;

import io.retouch.edit.ObjectStore.StoredObject;
import io.retouch.image.ImageInfo;
import io.retouch.image.ImageProbe;
import io.retouch.image.InvalidImageException;
import io.retouch.preset.Preset;
import io.retouch.preset.SourceForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** How a source comes to the API: read into a file, or as a link to where it lies. */
final class Sources {
  /**
   * How much is read of a source that the API fetches itself: where a JPEG's or PNG's size is found
   * even behind large previews and colour profiles. What says nothing there is read whole.
   */
  static final int BEGINNING = 256 * 1024;

  /** Presigned links die with the credentials of the function, so more would promise too much. */
  private static final Duration LONGEST_LINK = Duration.ofHours(1);

  /** How much longer than the invocation a link holds: the API may be slow to begin. */
  private static final Duration LINK_MARGIN = Duration.ofMinutes(1);

  private Sources() {}

  /** Reads a source, or as much of it as the preset needs; nothing if it is not there. */
  static Optional<StoredObject> read(
      ObjectStore store, EditJob job, Preset preset, Path to, long maxBytes) {
    if (preset.source() != SourceForm.LINK) {
      return store.fetch(job.bucket(), job.key(), to, maxBytes);
    }
    Optional<StoredObject> source = store.fetchBeginning(job.bucket(), job.key(), to, BEGINNING);
    boolean enough =
        source
            .filter(object -> object.size() > BEGINNING && object.size() <= maxBytes)
            .filter(object -> ImageProbe.probeBeginning(to).isEmpty())
            .isEmpty();
    return enough ? source : store.fetch(job.bucket(), job.key(), to, maxBytes);
  }

  /**
   * Reads the rest of a source of which only the beginning was read.
   *
   * @throws SourceChangedException if it is not the same any more
   */
  static void complete(ObjectStore store, PreparedEdit edit, long maxBytes) {
    Path file = edit.files().source();
    try {
      if (Files.size(file) == edit.source().size()) {
        return;
      }
    } catch (IOException e) {
      throw new StoreException("a temporary file cannot be read", e);
    }
    Optional<StoredObject> whole =
        store.fetch(edit.job().bucket(), edit.job().key(), file, maxBytes);
    if (whole.filter(object -> object.eTag().equals(edit.source().eTag())).isEmpty()) {
      throw new SourceChangedException();
    }
  }

  /** What the picture is that was read; nothing where none was, or where it does not say. */
  static Optional<ImageInfo> info(PreparedEdit edit) {
    Path file = edit.files().source();
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Files.size(file) < edit.source().size()
          ? ImageProbe.probeBeginning(file)
          : Optional.of(ImageProbe.probe(file));
    } catch (InvalidImageException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreException("a temporary file cannot be read", e);
    }
  }

  /**
   * What stands for the source of a picture that is made from the prompt alone. Nothing depends on
   * its time: a key that holds the day of an upload is refused at start.
   */
  static StoredObject none() {
    return new StoredObject(0, "", Instant.EPOCH, Map.of());
  }

  /** How a source is named in a sentence: a picture that was made from a prompt has no bucket. */
  static String named(String bucket, String key) {
    return bucket.isEmpty() ? "the picture " + key : bucket + "/" + key;
  }

  /** What the API is given; a picture that was made to fit lies nowhere that a link could name. */
  static ImageEditor.Source of(ObjectStore store, PreparedEdit edit, Sendable picture) {
    if (edit.preset().source() != SourceForm.LINK || picture.fitted()) {
      return new ImageEditor.Source.File(picture.file(), picture.info());
    }
    Duration wanted = edit.job().deadline().remaining().plus(LINK_MARGIN);
    Duration validity = wanted.compareTo(LONGEST_LINK) > 0 ? LONGEST_LINK : wanted;
    return new ImageEditor.Source.Link(
        store.presign(edit.job().bucket(), edit.job().key(), validity));
  }
}
