package io.retouch.parts;

import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.Props;
import org.elasticmq.actor.queue.OperationSuccessful$;
import org.elasticmq.actor.queue.QueueEvent;

/**
 * Hears of every change of a queue and keeps it, before the server answers whoever made it.
 * ElasticMQ's own listener over SQL has one connection for the whole process, so that two queues
 * side by side would write into one another's database.
 */
final class QueueKeeper extends AbstractActor {
  private final QueueMemory memory;

  private QueueKeeper(QueueMemory memory) {
    this.memory = memory;
  }

  static Props props(QueueMemory memory) {
    return Props.create(QueueKeeper.class, () -> new QueueKeeper(memory));
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(QueueEvent.QueueCreated.class, e -> memory.put(KeptQueue.of(e.queue())))
        .match(QueueEvent.QueueMetadataUpdated.class, e -> memory.put(KeptQueue.of(e.queue())))
        .match(QueueEvent.QueueDeleted.class, e -> memory.removeQueue(e.queueName()))
        .match(
            QueueEvent.MessageAdded.class,
            e -> kept(() -> added(e.queueName(), KeptMessage.of(e.message()))))
        .match(
            QueueEvent.MessageUpdated.class,
            e -> kept(() -> memory.put(e.queueName(), KeptMessage.of(e.message()))))
        .match(
            QueueEvent.MessageRemoved.class,
            e -> kept(() -> memory.remove(e.queueName(), e.messageId())))
        .build();
  }

  /** A dead letter is added to its new queue; that it left the old one is no event of its own. */
  private void added(String queue, KeptMessage message) {
    memory.put(queue, message);
    String source = message.deadLetterSource();
    if (source != null && !source.equals(queue)) {
      memory.remove(source, message.id());
    }
  }

  private void kept(Runnable change) {
    change.run();
    getSender().tell(OperationSuccessful$.MODULE$, getSelf());
  }
}
