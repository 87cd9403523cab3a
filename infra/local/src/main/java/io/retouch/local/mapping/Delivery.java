package io.retouch.local.mapping;

import io.retouch.local.host.Invocable;
import io.retouch.local.host.Result;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.Message;

/** Hands batches to the function, and deletes what that has done. Used by several threads. */
final class Delivery {
  private static final int ATTEMPTS = 3;

  private final SourceQueue queue;
  private final SqsEvent shape;
  private final Invocable function;
  private final Duration visibility;
  private final Closing closing;
  private final MappingListener listener;

  Delivery(
      SourceQueue queue,
      SqsEvent shape,
      Invocable function,
      Duration visibility,
      Closing closing,
      MappingListener listener) {
    this.queue = queue;
    this.shape = shape;
    this.function = function;
    this.visibility = visibility;
    this.closing = closing;
    this.listener = listener;
  }

  /** Invokes the function with the batch, until it was taken or its visibility time-out is over. */
  void deliver(Batch batch) throws InterruptedException {
    listener.started(batch);
    long start = System.nanoTime();
    byte[] event = shape.of(batch.messages());
    BackOff backOff = new BackOff();
    Result result = invoke(event);
    while (result instanceof Result.Throttled) {
      Duration pause = backOff.next();
      if (since(start).plus(pause).compareTo(visibility) >= 0) {
        break;
      }
      listener.throttled(batch, pause);
      if (closing.await(pause)) {
        giveBack(batch);
        return;
      }
      result = invoke(event);
    }
    Duration duration = since(start);
    BatchAnswer answer = judge(result, batch.messageIds());
    delete(batch, answer.failed());
    listener.ended(batch, new BatchResult(result, answer.failed(), answer.problem(), duration));
  }

  private Result invoke(byte[] event) throws InterruptedException {
    try {
      return function.invoke(event);
    } catch (IllegalStateException e) {
      return new Result.NotStarted("The function was closed before its queue.", List.of());
    }
  }

  /** Makes the batch visible again; where the queue does not answer, its time-out does the same. */
  void giveBack(Batch batch) {
    try {
      queue.giveBack(batch.messages());
    } catch (SdkException e) {
      listener.notPolled("The queue did not take messages back: " + e.getMessage(), Duration.ZERO);
      return;
    }
    listener.givenBack(batch);
  }

  private static BatchAnswer judge(Result result, Set<String> ids) {
    if (result instanceof Result.Answered answered) {
      return BatchAnswer.read(answered.json(), ids);
    }
    if (result instanceof Result.FunctionFailed failure) {
      return BatchAnswer.allFailed(
          ids, "The function failed: %s: %s".formatted(failure.type(), failure.message()));
    }
    if (result instanceof Result.TimedOut late) {
      return BatchAnswer.allFailed(
          ids, "The function did not answer within " + late.limit().toMillis() + " ms.");
    }
    if (result instanceof Result.Crashed crash) {
      return BatchAnswer.allFailed(
          ids, "The function's process ended with exit code " + crash.exitCode() + ".");
    }
    if (result instanceof Result.NotStarted start) {
      return BatchAnswer.allFailed(ids, start.reason());
    }
    return BatchAnswer.allFailed(ids, "All processes of the function were busy.");
  }

  private void delete(Batch batch, Set<String> failed) throws InterruptedException {
    List<Message> done =
        batch.messages().stream().filter(message -> !failed.contains(message.messageId())).toList();
    BackOff backOff = new BackOff();
    String reason = "";
    for (int attempt = 1; attempt <= ATTEMPTS && !done.isEmpty(); attempt++) {
      if (attempt > 1) {
        Thread.sleep(backOff.next().toMillis());
      }
      try {
        done = queue.delete(done);
        reason = "The queue refused to delete them.";
      } catch (SdkException e) {
        reason = "The queue did not delete them: " + e.getMessage();
      }
    }
    if (!done.isEmpty()) {
      Set<String> ids = new LinkedHashSet<>();
      done.forEach(message -> ids.add(message.messageId()));
      listener.notDeleted(batch, ids, reason);
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
