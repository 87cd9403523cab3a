package io.retouch.upload;

import io.retouch.edit.Deadline;
import io.retouch.edit.EditJob;
import io.retouch.edit.EditService;
import io.retouch.edit.JobQueue;
import io.retouch.event.Announcement;
import io.retouch.event.Announcement.Direct;
import io.retouch.event.Announcement.QueueBatch;
import io.retouch.event.Contents;
import io.retouch.event.Contents.Decoded;
import io.retouch.event.Contents.Undecodable;
import io.retouch.event.QueueMessage;
import io.retouch.event.UploadedObject;
import io.retouch.preset.Settings;
import io.retouch.upload.BatchResponse.ItemFailure;
import io.retouch.upload.SideBySide.Failure;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Has all pictures of one invocation edited, and answers its caller. */
@Singleton
public class UploadBatch {
  /** How many failures an error names; the log has a line for each. */
  static final int NAMED_FAILURES = 20;

  private static final Logger LOG = Logger.getLogger(UploadBatch.class);

  private final SideBySide edits;
  private final Postponements postponements;

  @Inject
  public UploadBatch(EditService service, JobQueue queue, Settings settings) {
    this.edits = new SideBySide(service, settings.limits().sideBySide());
    this.postponements = new Postponements(queue);
  }

  /**
   * Edits what is announced; an object that is announced more than once is edited once. A message
   * that only waits comes back when its last object may be tried again.
   *
   * @return the messages that are not done, where the announcement is a batch of messages
   * @throws UploadFailedException if it is none and, after all was tried, not done
   */
  Optional<BatchResponse> edit(Announcement announcement, Deadline deadline) {
    if (announcement instanceof QueueBatch batch) {
      return Optional.of(editMessages(batch.messages(), deadline));
    }
    if (announcement instanceof Direct direct) {
      editDirect(direct.contents(), deadline);
    }
    return Optional.empty();
  }

  private BatchResponse editMessages(List<QueueMessage> messages, Deadline deadline) {
    Set<EditJob> jobs = new LinkedHashSet<>();
    for (QueueMessage message : messages) {
      say(message);
      jobs.addAll(jobs(message.contents(), deadline));
    }
    Map<EditJob, Failure> failures = edits.edit(jobs, deadline);
    List<QueueMessage> undone =
        messages.stream()
            .filter(message -> isUndone(message.contents(), failures.keySet(), deadline))
            .toList();
    Map<QueueMessage, Instant> waiting = new LinkedHashMap<>();
    for (QueueMessage message : undone) {
      waitsUntil(message.contents(), failures, deadline)
          .ifPresent(until -> waiting.put(message, until));
    }
    Set<QueueMessage> sentAnew = postponements.postpone(waiting, deadline);
    return new BatchResponse(
        undone.stream()
            .filter(message -> !sentAnew.contains(message))
            .map(message -> new ItemFailure(message.id()))
            .toList());
  }

  /**
   * The latest time that an object waits for; nothing if anything is not done for another reason.
   */
  private static Optional<Instant> waitsUntil(
      Contents contents, Map<EditJob, Failure> failures, Deadline deadline) {
    List<Optional<Instant>> untils =
        jobs(contents, deadline).stream()
            .flatMap(job -> Optional.ofNullable(failures.get(job)).stream())
            .map(Failure::until)
            .toList();
    return untils.stream().allMatch(Optional::isPresent)
        ? untils.stream().flatMap(Optional::stream).max(Comparator.naturalOrder())
        : Optional.empty();
  }

  private void editDirect(Contents contents, Deadline deadline) {
    if (contents instanceof Undecodable undecodable) {
      throw new UploadFailedException("The event cannot be decoded: " + undecodable.reason());
    }
    sayUnedited(contents, "the event");
    Set<EditJob> jobs = new LinkedHashSet<>(jobs(contents, deadline));
    Map<EditJob, Failure> failures = edits.edit(jobs, deadline);
    if (!failures.isEmpty()) {
      throw new UploadFailedException(sentence(failures, jobs.size()));
    }
  }

  private static List<EditJob> jobs(Contents contents, Deadline deadline) {
    if (!(contents instanceof Decoded decoded)) {
      return List.of();
    }
    Stream<EditJob> uploads =
        decoded.objects().stream()
            .filter(object -> !object.isFolderPlaceholder())
            .map(object -> new EditJob(object.bucket(), object.key(), deadline));
    Stream<EditJob> pictures =
        decoded.pictures().stream()
            .map(picture -> EditJob.generate(picture.preset(), picture.name(), deadline));
    return Stream.concat(uploads, pictures).toList();
  }

  private static boolean isUndone(Contents contents, Set<EditJob> failed, Deadline deadline) {
    return contents instanceof Undecodable
        || jobs(contents, deadline).stream().anyMatch(failed::contains);
  }

  private static void say(QueueMessage message) {
    sayUnedited(message.contents(), "message " + message.id());
    if (message.contents() instanceof Undecodable undecodable) {
      LOG.errorf(
          "Message %s cannot be decoded and goes back to its queue, which moves it to the"
              + " dead-letter queue after maxReceiveCount deliveries: %s",
          message.id(), undecodable.reason());
    }
  }

  private static void sayUnedited(Contents contents, String where) {
    if (!(contents instanceof Decoded decoded)) {
      return;
    }
    for (String ignored : decoded.ignored()) {
      LOG.infof("Ignored %s in %s.", ignored, where);
    }
    for (UploadedObject object : decoded.objects()) {
      if (object.isFolderPlaceholder()) {
        LOG.infof("Skipped %s/%s: it is a folder, not a picture.", object.bucket(), object.key());
      }
    }
  }

  private static String sentence(Map<EditJob, Failure> failures, int tried) {
    String named =
        failures.entrySet().stream()
            .limit(NAMED_FAILURES)
            .map(
                failure ->
                    SideBySide.name(failure.getKey()) + " (" + failure.getValue().reason() + ")")
            .collect(Collectors.joining(", "));
    int unnamed = Math.max(0, failures.size() - NAMED_FAILURES);
    return "%d of %d pictures are not done, so the event has to be delivered again: %s%s"
        .formatted(
            failures.size(), tried, named, unnamed == 0 ? "" : " and %d more".formatted(unnamed));
  }
}
