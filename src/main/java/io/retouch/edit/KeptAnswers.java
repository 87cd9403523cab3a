package io.retouch.edit;

import io.retouch.edit.EditLedger.Own;
import io.retouch.edit.ImageEditor.Answer;
import io.retouch.edit.ObjectStore.NewObject;
import io.retouch.preset.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/**
 * Keeps the bytes of answers that came without a link, under a hidden prefix of the output bucket
 * that no preset matches, until the result is written.
 */
@ApplicationScoped
class KeptAnswers {
  private static final Logger LOG = Logger.getLogger(KeptAnswers.class);
  private static final String PREFIX = Settings.HIDDEN_PREFIX + "answers/";

  private final ObjectStore store;

  @Inject
  KeptAnswers(ObjectStore store) {
    this.store = store;
  }

  /**
   * Keeps an answer's bytes.
   *
   * @throws StoreException if the store does not take them
   */
  Answer keep(PreparedEdit edit, Own own, Answer answer) {
    if (!(answer instanceof Answer.Inline inline)) {
      return answer;
    }
    String key = key(own);
    store.put(
        NewObject.beside(
            own.place().bucket(),
            key,
            inline.file(),
            "application/octet-stream",
            edit.metadata().markerOnly().entries(),
            true,
            edit.preset().output().storage()));
    return new Answer.Kept(key, inline.seed());
  }

  /** The kept answer of a call whose caller died, if it came so far. */
  Optional<Answer> find(Own own) {
    String key = key(own);
    return store
        .head(own.place().bucket(), key)
        .map(object -> new Answer.Kept(key, OptionalLong.empty()));
  }

  /** Reads a kept answer into a file; nothing if it is gone. */
  boolean fetch(String bucket, Answer.Kept kept, Path to, long maxBytes) {
    return store.fetch(bucket, kept.key(), to, maxBytes).isPresent();
  }

  /** Forgets an answer whose result is written. What stays behind costs storage, no more. */
  void forget(String bucket, Answer answer) {
    if (!(answer instanceof Answer.Kept kept)) {
      return;
    }
    try {
      store.delete(bucket, kept.key());
    } catch (StoreException e) {
      LOG.infof("A kept answer stays behind: %s", e.getMessage());
    }
  }

  private static String key(Own own) {
    return PREFIX + own.edit() + "-" + own.attempt();
  }
}
