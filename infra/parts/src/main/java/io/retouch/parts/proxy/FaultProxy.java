package io.retouch.parts.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A reverse proxy on the loopback address, before one server that speaks HTTP/1.1 without TLS. It
 * passes requests and answers on as they are, Host and signatures included, and breaks the calls
 * that its rules choose; of several rules that match a call, the first strikes.
 *
 * <p>Operations are named by the request itself: {@code X-Amz-Target} (DynamoDB, SQS: {@code
 * PutItem}, {@code ReceiveMessage}), the query protocol's {@code Action} (SQS), a signed request
 * with the bucket in its path (S3: {@code GetObject}, {@code CreateMultipartUpload}), else the path
 * after its version ({@code images/edits}) or its first segment ({@code results}). Unsigned
 * requests to an object store are therefore named after their bucket.
 *
 * <p>Links inside answers are passed on as they are: those of the local edit API point at the
 * server itself, and whoever follows them goes past the proxy. Where the server cannot be reached
 * or breaks off, the client's connection breaks off as well. Changes of protocol are not followed.
 *
 * <p>Each connection takes a thread and some 64 KB, whatever passes through it.
 */
public final class FaultProxy implements AutoCloseable {
  private static final Logger LOG = System.getLogger(FaultProxy.class.getName());

  private static final int CLOSE_SECONDS = 30;

  private final URI endpoint;
  private final CallBook book = new CallBook();
  private final OpenSockets sockets = new OpenSockets();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads;
  private final Relay relay;
  private final CallWatcher watcher;
  private Listener listener;

  private FaultProxy(URI upstream, CallWatcher watcher) throws IOException {
    this.watcher = watcher;
    int port = upstream.getPort() < 0 ? 80 : upstream.getPort();
    relay = new Relay(upstream.getHost(), port, sockets, watcher);
    listener = Listener.bind(0);
    endpoint = withPort(upstream, listener.port());
    threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "fault-proxy-" + endpoint.getPort());
              thread.setDaemon(true);
              return thread;
            });
    listener.start(threads, this::serve);
  }

  /**
   * Starts a proxy before the server, on any free port; the server itself may start later.
   *
   * @param upstream {@code http://HOST:PORT} and perhaps a path
   * @throws IllegalArgumentException if the address is another kind
   * @throws UncheckedIOException if the proxy cannot listen
   */
  public static FaultProxy before(URI upstream) {
    return before(upstream, CallWatcher.NONE);
  }

  /** As {@link #before(URI)}, with somebody who watches the calls. */
  public static FaultProxy before(URI upstream, CallWatcher watcher) {
    if (!"http".equals(upstream.getScheme()) || upstream.getHost() == null) {
      throw new IllegalArgumentException(
          "The proxy cannot stand before "
              + upstream
              + "; give it an address such as"
              + " http://127.0.0.1:8080.");
    }
    try {
      return new FaultProxy(upstream, watcher);
    } catch (IOException e) {
      throw new UncheckedIOException("The fault proxy cannot listen on the loopback address.", e);
    }
  }

  private static URI withPort(URI upstream, int port) {
    String path = Objects.requireNonNullElse(upstream.getRawPath(), "");
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private void serve(Socket socket) throws IOException {
    sockets.opened(socket);
    threads.execute(
        () -> {
          try {
            new ClientConnection(socket, book, relay, watcher, closing).serve();
          } catch (IOException e) {
            LOG.log(Level.DEBUG, "A connection of the fault proxy broke off.", e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The fault proxy failed by itself; this is a defect of it.", e);
          } finally {
            sockets.done(socket);
          }
        });
  }

  /** Where clients go: the server's address with the proxy's host and port, its path kept. */
  public URI endpoint() {
    return endpoint;
  }

  /** Adds a rule after those that are there; it counts the calls that arrive from now on. */
  public FaultProxy rule(FaultRule rule) {
    book.add(rule);
    return this;
  }

  /** Forgets all rules; what they have begun goes on, and the calls stay. */
  public void clear() {
    book.clearRules();
  }

  /** Every request that has arrived, in the order in which the rules have counted them. */
  public List<ProxiedCall> calls() {
    return book.calls();
  }

  /**
   * Ends every connection and, until {@link #acceptConnections()}, refuses new ones as a machine
   * does on which no server runs. Nothing happens if that is so already.
   */
  public synchronized void refuseConnections() {
    try {
      listener.close();
      sockets.breakOff();
    } catch (IOException e) {
      throw new UncheckedIOException("The fault proxy cannot end its connections.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Listens again on the same port. Nothing happens if the proxy listens.
   *
   * @throws UncheckedIOException if somebody else has taken the port meanwhile
   */
  public synchronized void acceptConnections() {
    if (!listener.isClosed() || closing.getCount() == 0) {
      return;
    }
    try {
      listener = Listener.bind(endpoint.getPort());
      listener.start(threads, this::serve);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The fault proxy cannot listen again on port "
              + endpoint.getPort()
              + "; start another one.",
          e);
    }
  }

  /** Stops listening and ends every connection, those included that hang or wait. */
  @Override
  public synchronized void close() {
    closing.countDown();
    try {
      listener.close();
      sockets.close();
      threads.shutdownNow();
      if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "A thread of the fault proxy outlives it.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The fault proxy cannot be closed.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
