package io.retouch.edit;

import io.retouch.edit.EditTrail.Step;
import io.retouch.image.ImageInfo;
import io.retouch.preset.Preset;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Turns a claimed edit into the work that is to be paid for: looks at the source, makes it fit. */
@ApplicationScoped
class Preparation {
  private final ObjectStore store;
  private final SourceInspector inspector;
  private final SourceFitter fitter;

  @Inject
  Preparation(ObjectStore store, SourceInspector inspector, SourceFitter fitter) {
    this.store = store;
    this.inspector = inspector;
    this.fitter = fitter;
  }

  /**
   * What is sent, and to whom.
   *
   * @throws RejectedException if the source cannot be edited as it is
   * @throws SourceChangedException if it is not what was read any more
   * @throws StoreException if it cannot be read, or there is no room for temporary files
   */
  Work work(PreparedEdit edit) {
    Preset preset = edit.preset();
    if (preset.generates()) {
      inspector.requireKeys(edit);
      return Work.of(preset, new ImageEditor.Source.None(), Optional.empty(), preset.onFallback());
    }
    ImageInfo info = edit.trail().time(Step.PROBE, () -> inspector.inspect(edit));
    Sendable picture = fitter.fit(edit, info);
    return Work.of(
        preset,
        Sources.of(store, edit, picture),
        Optional.of(picture),
        preset.onFallback().filter(other -> fitter.takes(other, picture)));
  }
}
