package io.retouch.parts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.elasticmq.CreateQueueData;
import org.elasticmq.DeadLettersQueueData;
import org.elasticmq.MillisVisibilityTimeout;
import org.elasticmq.QueueData;
import org.jspecify.annotations.Nullable;
import scala.Option;

/** A standard queue's settings as they are kept on disk; all times in milliseconds. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record KeptQueue(
    String name,
    long created,
    long visibilityTimeout,
    long delay,
    long receiveWait,
    @Nullable String deadLetterQueue,
    int maxReceiveCount) {

  KeptQueue {
    Objects.requireNonNull(name, "name");
  }

  static KeptQueue of(QueueData queue) {
    DeadLettersQueueData deadLetters =
        queue.deadLettersQueue().isEmpty() ? null : queue.deadLettersQueue().get();
    return new KeptQueue(
        queue.name(),
        queue.created().toInstant().toEpochMilli(),
        queue.defaultVisibilityTimeout().millis(),
        queue.delay().toMillis(),
        queue.receiveMessageWait().toMillis(),
        deadLetters == null ? null : deadLetters.name(),
        deadLetters == null ? 0 : deadLetters.maxReceiveCount());
  }

  CreateQueueData revived() {
    var since = Option.apply(Instant.ofEpochMilli(created).atOffset(ZoneOffset.UTC));
    return new CreateQueueData(
        name,
        Option.apply(new MillisVisibilityTimeout(visibilityTimeout)),
        Option.apply(Duration.ofMillis(delay)),
        Option.apply(Duration.ofMillis(receiveWait)),
        since,
        since,
        deadLetterQueue == null
            ? Option.empty()
            : Option.apply(new DeadLettersQueueData(deadLetterQueue, maxReceiveCount)),
        false,
        false,
        Option.empty(),
        Option.empty(),
        scala.collection.immutable.Map$.MODULE$.empty());
  }
}
