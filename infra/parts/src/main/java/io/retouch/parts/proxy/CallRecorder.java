package io.retouch.parts.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Passes requests on to one server as they are, over a connection for each of the client's, and
 * keeps them in memory: for a {@link CallReplay}, or to see how long each of them took. Breaks
 * nothing by itself; for that there is {@link FaultProxy}. Connections stay open as long as both
 * sides want.
 */
public final class CallRecorder implements AutoCloseable {
  private static final Logger LOG = System.getLogger(CallRecorder.class.getName());

  private final URI upstream;
  private final ServerSocket listener;
  private final OpenSockets sockets = new OpenSockets();
  private final List<RecordedCall> calls = new ArrayList<>();
  private int underWay;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "call-recorder");
            thread.setDaemon(true);
            return thread;
          });

  private CallRecorder(URI upstream) throws IOException {
    this.upstream = upstream;
    this.listener = new ServerSocket();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    threads.execute(this::accept);
  }

  /**
   * Starts on any free port of the loopback address.
   *
   * @param upstream {@code http://HOST:PORT} and perhaps a path
   */
  public static CallRecorder before(URI upstream) {
    try {
      return new CallRecorder(upstream);
    } catch (IOException e) {
      throw new UncheckedIOException("The recorder cannot listen on the loopback address.", e);
    }
  }

  /** Where clients go: the server's address with the recorder's port, its path kept. */
  public URI endpoint() {
    String path = Objects.requireNonNullElse(upstream.getRawPath(), "");
    return URI.create("http://127.0.0.1:" + listener.getLocalPort() + path);
  }

  /** The server behind. */
  public URI upstream() {
    return upstream;
  }

  /**
   * The calls that were answered since the last time, in the order of their answers; waits for
   * those that are under way.
   */
  public List<RecordedCall> take() throws InterruptedException {
    synchronized (calls) {
      while (underWay > 0) {
        calls.wait();
      }
      List<RecordedCall> taken = List.copyOf(calls);
      calls.clear();
      return taken;
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        sockets.opened(client);
        threads.execute(() -> serve(client));
      } catch (IOException | RejectedExecutionException e) {
        LOG.log(Level.DEBUG, "The recorder did not accept a connection.", e);
      }
    }
  }

  private void serve(Socket accepted) {
    Socket server = new Socket();
    try (accepted;
        server) {
      sockets.opened(server);
      server.connect(new InetSocketAddress(upstream.getHost(), upstream.getPort()));
      Wire front = new Wire(accepted);
      Wire back = new Wire(server);
      boolean another = true;
      while (another) {
        Optional<Request> request = Request.read(front);
        another = request.isPresent() && record(front, back, request.get());
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "A connection of the recorder broke off.", e);
    } finally {
      sockets.done(accepted);
      sockets.done(server);
    }
  }

  /** A client may have its answer, and go on to ask for the record, before that is written. */
  private boolean record(Wire client, Wire server, Request request) throws IOException {
    synchronized (calls) {
      underWay++;
    }
    try {
      return pass(client, server, request);
    } finally {
      synchronized (calls) {
        underWay--;
        calls.notifyAll();
      }
    }
  }

  private boolean pass(Wire client, Wire server, Request request) throws IOException {
    long startedAt = System.nanoTime();
    server.out().write(request.head().bytes());
    if (request.expectsContinue() && !mayGoOn(client, server, request)) {
      return false;
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    request.body().copy(client.in(), new Tee(server.out(), body));
    Answer answer = answer(client, server, request);
    client.out().write(answer.head().bytes());
    answer.body().copy(server.in(), client.out());
    long answeredAt = System.nanoTime();
    synchronized (calls) {
      calls.add(call(request, body.toByteArray(), answer.status(), startedAt, answeredAt));
    }
    return answer.keepsConnection() && !request.closes();
  }

  private static RecordedCall call(
      Request request, byte[] body, int status, long startedAt, long answeredAt) {
    return new RecordedCall(
        Operations.name(request),
        request.method(),
        request.path(),
        request.head().bytes(),
        body,
        request.expectsContinue(),
        status,
        startedAt,
        answeredAt);
  }

  /** Passes on what the server says to the question; false if it refused, which is no call. */
  private static boolean mayGoOn(Wire client, Wire server, Request request) throws IOException {
    Answer first = next(server, request);
    client.out().write(first.head().bytes());
    if (first.isInterim()) {
      return true;
    }
    first.body().copy(server.in(), client.out());
    return false;
  }

  private static Answer answer(Wire client, Wire server, Request request) throws IOException {
    Answer answer = next(server, request);
    while (answer.isInterim()) {
      client.out().write(answer.head().bytes());
      answer = next(server, request);
    }
    return answer;
  }

  static Answer next(Wire server, Request request) throws IOException {
    Optional<MessageHead> head = server.readHead();
    if (head.isEmpty()) {
      throw new IOException("The server has ended the connection instead of answering.");
    }
    return Answer.of(head.get(), request);
  }

  /** Stops listening and ends every connection. */
  @Override
  public void close() {
    try {
      listener.close();
      sockets.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The recorder cannot be closed.", e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** To the server, and into the record. */
  private static final class Tee extends OutputStream {
    private final OutputStream server;
    private final OutputStream kept;

    Tee(OutputStream server, OutputStream kept) {
      this.server = server;
      this.kept = kept;
    }

    @Override
    public void write(int single) throws IOException {
      write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      server.write(bytes, from, count);
      kept.write(bytes, from, count);
    }
  }
}
