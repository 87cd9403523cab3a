package io.retouch.parts.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A port before one server that passes on bytes as they are, and makes the way to the server what
 * it is in a data centre: encrypted, or long. A long line around an encrypted one delays its
 * handshakes, too.
 */
public final class Line implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Line.class.getName());
  private static final int BUFFER_BYTES = 64 * 1024;

  private final URI upstream;
  private final String scheme;
  private final Duration roundTrip;
  private final Listener listener;
  private final OpenSockets sockets = new OpenSockets();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "line");
            thread.setDaemon(true);
            return thread;
          });

  private Line(URI upstream, String scheme, Duration roundTrip, ServerSocket socket)
      throws IOException {
    this.upstream = upstream;
    this.scheme = scheme;
    this.roundTrip = roundTrip;
    this.listener = Listener.bind(socket, 0);
    listener.start(threads, this::accepted);
  }

  /**
   * Speaks TLS before a server that does not.
   *
   * @param upstream {@code http://HOST:PORT} and perhaps a path
   */
  public static Line encrypted(URI upstream, LocalCertificate certificate) {
    try {
      ServerSocket socket =
          certificate.serverContext().getServerSocketFactory().createServerSocket();
      return new Line(upstream, "https", Duration.ZERO, socket);
    } catch (IOException e) {
      throw cannotListen(e);
    }
  }

  /**
   * Lets every byte arrive later, and the first of a connection by another round trip, which is
   * what opening it takes.
   *
   * @param roundTrip for both ways together, not negative
   */
  public static Line distant(URI upstream, Duration roundTrip) {
    try {
      return new Line(
          upstream, String.valueOf(upstream.getScheme()), roundTrip, new ServerSocket());
    } catch (IOException e) {
      throw cannotListen(e);
    }
  }

  private static UncheckedIOException cannotListen(IOException cause) {
    return new UncheckedIOException("The line cannot listen on the loopback address.", cause);
  }

  /** Where clients go: the server's address with the line's port, its path kept. */
  public URI endpoint() {
    String path = Objects.requireNonNullElse(upstream.getRawPath(), "");
    return URI.create(scheme + "://127.0.0.1:" + listener.port() + path);
  }

  private void accepted(Socket client) throws IOException {
    sockets.opened(client);
    threads.execute(() -> join(client));
  }

  private void join(Socket client) {
    Socket server = new Socket();
    try {
      sockets.opened(server);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      server.connect(new InetSocketAddress(upstream.getHost(), upstream.getPort()));
      threads.execute(() -> pump(server, client, Duration.ZERO));
      pump(client, server, roundTrip);
    } catch (IOException | RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "A connection of the line broke off.", e);
      end(client, server);
    }
  }

  /** Passes on what comes from one side until it ends, and ends the other then. */
  private void pump(Socket from, Socket to, Duration opening) {
    try {
      if (roundTrip.isZero()) {
        copy(from.getInputStream(), to.getOutputStream());
      } else {
        delay(from.getInputStream(), to.getOutputStream(), opening);
      }
    } catch (IOException | RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "A connection of the line broke off.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end(from, to);
    }
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    int count = in.read(buffer);
    while (count >= 0) {
      out.write(buffer, 0, count);
      count = in.read(buffer);
    }
  }

  /** What has come, and when it is to arrive; without bytes at the end. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Chunk(long due, byte[] bytes) {}

  private void delay(InputStream in, OutputStream out, Duration opening)
      throws IOException, InterruptedException {
    LinkedBlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>();
    threads.execute(() -> read(in, underWay, opening));
    Chunk next = underWay.take();
    while (next.bytes().length > 0) {
      long left = next.due() - System.nanoTime();
      if (left > 0) {
        TimeUnit.NANOSECONDS.sleep(left);
      }
      out.write(next.bytes());
      next = underWay.take();
    }
  }

  private void read(InputStream in, LinkedBlockingQueue<Chunk> underWay, Duration opening) {
    long way = roundTrip.toNanos() / 2;
    long earliest = System.nanoTime() + opening.toNanos() + way;
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      int count = in.read(buffer);
      while (count > 0) {
        byte[] bytes = new byte[count];
        System.arraycopy(buffer, 0, bytes, 0, count);
        underWay.add(new Chunk(Math.max(earliest, System.nanoTime() + way), bytes));
        count = in.read(buffer);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "A connection of the line broke off.", e);
    } finally {
      underWay.add(new Chunk(0, new byte[0]));
    }
  }

  private void end(Socket one, Socket other) {
    try (one;
        other) {
      sockets.done(one);
      sockets.done(other);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "A connection of the line did not end well.", e);
    }
  }

  /** Stops listening and ends every connection. */
  @Override
  public void close() {
    try {
      listener.close();
      sockets.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The line cannot be closed.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      threads.shutdownNow();
    }
  }
}
