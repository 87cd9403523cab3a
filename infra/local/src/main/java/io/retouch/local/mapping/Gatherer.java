package io.retouch.local.mapping;

import io.retouch.local.mapping.EventSourceMapping.Settings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Collects messages until a batch is full, its window has passed, or the event would grow beyond
 * what Lambda takes. Used by one thread.
 */
final class Gatherer {

  /**
   * Bytes of the largest event.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
   *     quotas</a>
   */
  static final int LARGEST_EVENT = 6 * 1024 * 1024;

  private static final Duration SHORT_POLL = Duration.ofMillis(100);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final SourceQueue queue;
  private final SqsEvent shape;
  private final Settings settings;
  private final Closing closing;
  private final Deque<Message> left = new ArrayDeque<>();

  Gatherer(SourceQueue queue, SqsEvent shape, Settings settings, Closing closing) {
    this.queue = queue;
    this.shape = shape;
    this.settings = settings;
    this.closing = closing;
  }

  /** The messages of the next batch; empty if the queue had none. */
  List<Message> gather() throws InterruptedException {
    // A message that became visible again meanwhile has a new receipt handle, the only valid one.
    Map<String, Message> gathered = new LinkedHashMap<>();
    long bytes = add(gathered, left);
    left.clear();
    if (gathered.isEmpty()) {
      bytes += add(gathered, queue.receive(room(gathered), settings.longPoll()));
    }
    long end = System.nanoTime() + settings.window().toNanos();
    while (!gathered.isEmpty() && room(gathered) > 0 && bytes < LARGEST_EVENT) {
      Duration rest = Duration.ofNanos(end - System.nanoTime());
      if (rest.isNegative() || rest.isZero() || closing.isAsked()) {
        break;
      }
      bytes += add(gathered, more(room(gathered), rest));
    }
    return cut(gathered.values());
  }

  /** SQS waits for whole seconds, so the last part of a window is asked for bit by bit. */
  private List<Message> more(int room, Duration rest) throws InterruptedException {
    boolean whole = rest.compareTo(SECOND) >= 0;
    List<Message> more = List.of();
    try {
      more = queue.receive(room, whole ? SECOND : Duration.ZERO);
    } catch (SdkException e) {
      // What is there already must not wait for a queue that may not come back.
      whole = false;
    }
    if (!whole && more.isEmpty()) {
      closing.await(rest.compareTo(SHORT_POLL) < 0 ? rest : SHORT_POLL);
    }
    return more;
  }

  /** Messages that were received but did not fit. */
  List<Message> left() {
    return List.copyOf(left);
  }

  private int room(Map<String, Message> gathered) {
    return Math.min(SourceQueue.REQUEST, settings.batchSize() - gathered.size());
  }

  private long add(Map<String, Message> gathered, Iterable<Message> messages) {
    long bytes = 0;
    for (Message message : messages) {
      gathered.put(message.messageId(), message);
      bytes += shape.size(message);
    }
    return bytes;
  }

  private List<Message> cut(Iterable<Message> gathered) {
    List<Message> batch = new ArrayList<>();
    long bytes = 0;
    for (Message message : gathered) {
      bytes += shape.size(message);
      if (batch.isEmpty() || bytes < LARGEST_EVENT) {
        batch.add(message);
      } else {
        left.add(message);
      }
    }
    return batch;
  }
}
