package io.retouch.parts;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.NodeAddress;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.msg.CreateQueue;
import org.elasticmq.msg.RestoreMessages;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.elasticmq.rest.sqs.TheSQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import scala.util.Right;

/** ElasticMQ over what a {@link QueueMemory} holds, and telling it of every change. */
final class QueueServer implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Held on to, because the JDK forgets the level of a logger that nobody holds. */
  private static final List<Logger> LOGS =
      List.of(Logger.getLogger("org.elasticmq"), Logger.getLogger("org.apache.pekko"));

  private final ActorSystem actors;
  private final SQSRestServer server;
  private final URI endpoint;

  private QueueServer(ActorSystem actors, SQSRestServer server, int port) {
    this.actors = actors;
    this.server = server;
    this.endpoint = URI.create("http://" + HOST + ":" + port);
  }

  static QueueServer start(int port, String region, QueueMemory memory) {
    for (Logger log : LOGS) {
      if (log.getLevel() == null) {
        log.setLevel(Level.WARNING);
      }
    }
    checkFree(port);
    ActorSystem actors = ActorSystem.create("queue", config(), QueueServer.class.getClassLoader());
    try {
      return started(port, region, memory, actors);
    } catch (RuntimeException e) {
      stop(actors);
      throw e;
    }
  }

  /** Before the server finds out, which it logs over pages. */
  private static void checkFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new IllegalStateException(
          "The local queue cannot listen on port " + port + "; choose another.", e);
    }
  }

  private static QueueServer started(
      int port, String region, QueueMemory memory, ActorSystem actors) {
    ActorRef keeper = actors.actorOf(QueueKeeper.props(memory));
    ActorRef manager =
        actors.actorOf(
            Props.create(
                QueueManagerActor.class,
                () ->
                    new QueueManagerActor(
                        new NowProvider(), StrictSQSLimits$.MODULE$, Option.apply(keeper))));
    memory.queues().forEach(queue -> revive(queue, memory, manager));
    TheSQSRestServerBuilder builder =
        SQSRestServerBuilder.withInterface(HOST)
            .withActorSystem(actors)
            .withAWSRegion(region)
            .withQueueManagerActor(actors.actorOf(QueueDoor.props(manager, memory)))
            .withQueueEventListener(keeper);
    SQSRestServer server =
        (port == 0
                ? builder.withDynamicPort()
                : builder.withPort(port).withServerAddress(new NodeAddress("http", HOST, port, "")))
            .start();
    return new QueueServer(actors, server, server.waitUntilStarted().localAddress().getPort());
  }

  /** Where it listens. */
  URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    server.stopAndWait();
    stop(actors);
  }

  private static void revive(KeptQueue queue, QueueMemory memory, ActorRef manager) {
    Object made = ask(manager, new CreateQueue(queue.revived()));
    if (!(made instanceof Right<?, ?> right && right.value() instanceof ActorRef actor)) {
      throw new IllegalStateException(
          "The kept queue %s cannot be made again: %s.".formatted(queue.name(), made));
    }
    var messages = memory.messages(queue.name()).stream().map(KeptMessage::revived).toList();
    ask(actor, new RestoreMessages(CollectionConverters.asScala(messages).toList()));
  }

  private static Object ask(ActorRef actor, Object question) {
    return Patterns.ask(actor, question, PATIENCE).toCompletableFuture().join();
  }

  private static void stop(ActorSystem actors) {
    actors.terminate();
    actors.getWhenTerminated().toCompletableFuture().join();
  }

  /** Neither a forgotten queue nor a failing one may keep or end the process. */
  private static Config config() {
    return ConfigFactory.parseMap(
            Map.of(
                "pekko.daemonic", "on",
                "pekko.jvm-exit-on-fatal-error", "off",
                "pekko.coordinated-shutdown.run-by-jvm-shutdown-hook", "off",
                "pekko.loglevel", "WARNING"))
        .withFallback(ConfigFactory.load(QueueServer.class.getClassLoader()));
  }
}
