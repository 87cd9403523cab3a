package io.retouch.parts;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.msg.ClearQueue;
import org.elasticmq.msg.LookupQueue;
import scala.Option;

/**
 * Stands between the server and the queues, and passes everything on: ElasticMQ 1.7.1 tells its
 * listener of every change but a purge, so that purged messages would be back, and be edited and
 * paid for, after a restart.
 */
final class QueueDoor extends AbstractActor {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ActorRef manager;
  private final QueueMemory memory;
  private final Map<ActorRef, ActorRef> guarded = new HashMap<>();

  private QueueDoor(ActorRef manager, QueueMemory memory) {
    this.manager = manager;
    this.memory = memory;
  }

  private record Found(ActorRef asker, String name, Option<?> queue) {}

  static Props props(ActorRef manager, QueueMemory memory) {
    return Props.create(QueueDoor.class, () -> new QueueDoor(manager, memory));
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(LookupQueue.class, this::lookUp)
        .match(Found.class, this::answer)
        .matchAny(message -> manager.forward(message, getContext()))
        .build();
  }

  private void lookUp(LookupQueue question) {
    ActorRef asker = getSender();
    var found =
        Patterns.ask(manager, question, PATIENCE)
            .thenApply(queue -> new Found(asker, question.queueName(), (Option<?>) queue));
    Patterns.pipe(found, getContext().dispatcher()).to(getSelf());
  }

  private void answer(Found found) {
    Option<ActorRef> answer =
        found.queue().isDefined()
            ? Option.apply(guarded((ActorRef) found.queue().get(), found.name()))
            : Option.empty();
    found.asker().tell(answer, getSelf());
  }

  private ActorRef guarded(ActorRef queue, String name) {
    return guarded.computeIfAbsent(
        queue,
        real ->
            getContext().actorOf(Props.create(Guard.class, () -> new Guard(real, name, memory))));
  }

  /** Passes on to one queue. */
  private static final class Guard extends AbstractActor {
    private final ActorRef queue;
    private final String name;
    private final QueueMemory memory;

    Guard(ActorRef queue, String name, QueueMemory memory) {
      this.queue = queue;
      this.name = name;
      this.memory = memory;
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder().matchAny(this::pass).build();
    }

    private void pass(Object message) {
      if (message instanceof ClearQueue) {
        memory.removeMessages(name);
      }
      queue.forward(message, getContext());
    }
  }
}
