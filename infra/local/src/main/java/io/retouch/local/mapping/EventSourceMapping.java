package io.retouch.local.mapping;

import io.retouch.local.host.FunctionPool;
import io.retouch.local.host.Invocable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Takes messages from a standard queue and hands them to a function in batches, as Lambda's event
 * source mapping with {@code ReportBatchItemFailures} does. Messages that succeeded are deleted.
 * Those that failed, and all of a batch whose invocation failed, stay until their visibility
 * time-out ends; what has been received too often is moved by the queue's own redrive policy. While
 * the function is throttled, a batch is tried again with growing pauses until its visibility
 * time-out is over, and then left to come back.
 *
 * <p>A message is received only if one of {@code maximumConcurrency} places is free for it. Other
 * than on Lambda, one thread polls, and concurrency is not reduced after errors.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">Using Lambda with
 *     Amazon SQS</a>
 */
public final class EventSourceMapping implements AutoCloseable {
  private final SourceQueue queue;
  private final Gatherer gatherer;
  private final Delivery delivery;
  private final Settings settings;
  private final MappingListener listener;
  private final Closing closing;
  private final Semaphore places;
  private final ExecutorService workers =
      Executors.newCachedThreadPool(task -> daemon(task, "mapping-batch"));
  private final Thread poller = daemon(this::poll, "mapping-poll");
  private long batches;

  private EventSourceMapping(
      SourceQueue queue, SqsEvent shape, Invocable function, Settings settings) {
    this.queue = queue;
    this.settings = settings;
    this.listener = settings.listener();
    this.closing = new Closing();
    this.gatherer = new Gatherer(queue, shape, settings, closing);
    this.delivery =
        new Delivery(queue, shape, function, queue.visibilityTimeout(), closing, listener);
    this.places = new Semaphore(settings.maximumConcurrency());
  }

  /**
   * A mapping with Lambda's defaults, but a window of one second, and as many batches at a time as
   * the pool has processes.
   *
   * @param client stays open when the mapping is closed; see {@link SqsClients}
   * @param queueArn what the function sees as {@code eventSourceARN}
   */
  public static Builder builder(
      SqsClient client, URI queueUrl, String queueArn, FunctionPool pool) {
    return new Builder(client, queueUrl, queueArn, pool, pool.concurrency());
  }

  /**
   * As {@link #builder(SqsClient, URI, String, FunctionPool)}, for a function of any kind.
   *
   * @param concurrency how many batches the function takes at a time
   */
  public static Builder builder(
      SqsClient client, URI queueUrl, String queueArn, Invocable function, int concurrency) {
    return new Builder(client, queueUrl, queueArn, function, concurrency);
  }

  private void poll() {
    BackOff backOff = new BackOff();
    try {
      while (!closing.isAsked()) {
        places.acquire();
        boolean handedOver = false;
        try {
          handedOver = !closing.isAsked() && pollOnce();
          backOff.reset();
        } catch (SdkException e) {
          Duration pause = backOff.next();
          listener.notPolled("The queue does not answer: " + e.getMessage(), pause);
          closing.await(pause);
        } finally {
          if (!handedOver) {
            places.release();
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean pollOnce() throws InterruptedException {
    List<Message> messages = gatherer.gather();
    if (messages.isEmpty()) {
      return false;
    }
    Batch batch = new Batch(++batches, messages);
    if (closing.isAsked()) {
      delivery.giveBack(batch);
      return false;
    }
    workers.execute(() -> deliver(batch));
    return true;
  }

  private void deliver(Batch batch) {
    try {
      delivery.deliver(batch);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Stops polling, lets running invocations end and deletes what they have done. Messages that were
   * received and not handed over are given back. Invocations that run longer than the grace period
   * are interrupted, which kills their processes.
   */
  @Override
  public void close() {
    closing.ask();
    places.release();
    try {
      poller.join();
      if (!gatherer.left().isEmpty()) {
        queue.giveBack(gatherer.left());
      }
      workers.shutdown();
      if (!workers.awaitTermination(settings.grace().toMillis(), TimeUnit.MILLISECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * How a mapping works.
   *
   * @param longPoll how long one request waits for a first message
   * @param grace how long {@link EventSourceMapping#close()} waits for running invocations
   */
  record Settings(
      int batchSize,
      Duration window,
      int maximumConcurrency,
      Duration longPoll,
      Duration grace,
      MappingListener listener) {}

  /** Gathers the settings of a mapping. */
  public static final class Builder {
    private static final int LARGEST_BATCH = 10_000;
    private static final int LARGEST_CONCURRENCY = 1000;
    private static final Duration LONGEST_WINDOW = Duration.ofMinutes(5);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONG_POLL = Duration.ofSeconds(1);

    private final SqsClient client;
    private final URI queueUrl;
    private final SqsEvent shape;
    private final Invocable function;
    private int batchSize = SourceQueue.REQUEST;
    private Duration window = SECOND;
    private int maximumConcurrency;
    private Duration grace = Duration.ofSeconds(30);
    private MappingListener listener = MappingListener.NONE;

    private Builder(
        SqsClient client, URI queueUrl, String queueArn, Invocable function, int concurrency) {
      this.client = Objects.requireNonNull(client, "client");
      this.queueUrl = Objects.requireNonNull(queueUrl, "queueUrl");
      this.shape = new SqsEvent(queueArn);
      this.function = Objects.requireNonNull(function, "function");
      maximumConcurrency(concurrency);
    }

    /** The most messages of one batch: 1 to 10,000; more than 10 need a window. Default: 10. */
    public Builder batchSize(int messages) {
      if (messages < 1 || messages > LARGEST_BATCH) {
        throw new IllegalArgumentException("A batch has 1 to 10000 messages.");
      }
      batchSize = messages;
      return this;
    }

    /** How long a batch waits to be full: up to 300 s; zero: not at all. Default: one second. */
    public Builder window(Duration longest) {
      if (longest.isNegative() || longest.compareTo(LONGEST_WINDOW) > 0) {
        throw new IllegalArgumentException("A batching window has 0 to 300 seconds.");
      }
      window = longest;
      return this;
    }

    /**
     * How many batches the function gets at a time: 1 to 1000 (Lambda: from 2). Default: the pool's
     * concurrency.
     */
    public Builder maximumConcurrency(int batches) {
      if (batches < 1 || batches > LARGEST_CONCURRENCY) {
        throw new IllegalArgumentException("The maximum concurrency is 1 to 1000.");
      }
      maximumConcurrency = batches;
      return this;
    }

    /** How long {@link EventSourceMapping#close()} waits for invocations. Default: 30 s. */
    public Builder grace(Duration longest) {
      grace = Objects.requireNonNull(longest, "longest");
      return this;
    }

    /** Who is told what the mapping does. Default: nobody. */
    public Builder listener(MappingListener told) {
      listener = Objects.requireNonNull(told, "told");
      return this;
    }

    /**
     * Starts to poll.
     *
     * @throws IllegalArgumentException if the settings do not fit together
     * @throws SdkException if there is no such queue
     */
    public EventSourceMapping start() {
      if (batchSize > SourceQueue.REQUEST && window.compareTo(SECOND) < 0) {
        throw new IllegalArgumentException(
            "A batch of more than 10 messages needs a window of at least one second.");
      }
      Settings settings =
          new Settings(batchSize, window, maximumConcurrency, LONG_POLL, grace, listener);
      EventSourceMapping mapping =
          new EventSourceMapping(new SourceQueue(client, queueUrl), shape, function, settings);
      mapping.poller.start();
      return mapping;
    }
  }
}
