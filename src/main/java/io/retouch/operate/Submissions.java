package io.retouch.operate;

import io.retouch.edit.JobSender;
import io.retouch.preset.Preset;
import io.retouch.preset.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Has an object edited by whoever takes uploads, as if it had just been uploaded. */
@ApplicationScoped
public class Submissions {
  private final Targets targets;
  private final Settings settings;
  private final JobSender queue;

  @Inject
  Submissions(Targets targets, Settings settings, JobSender queue) {
    this.targets = targets;
    this.settings = settings;
    this.queue = queue;
  }

  /** Whether there is a queue to send to. */
  public boolean isPossible() {
    return settings.queue().isPresent();
  }

  /**
   * Sends one object to the queue of uploads. Sent twice it is edited once.
   *
   * @throws OperatorException if the preset does not match it, it is not there, or there is no
   *     queue
   * @throws io.retouch.edit.QueueException if the queue does not take it
   */
  public void submit(Preset preset, String key) {
    String uploads = targets.queue();
    targets.due(preset, key);
    queue.send(uploads, List.of(UploadMessages.body(preset.match().bucket(), key)));
  }
}
