package io.retouch.provider;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * A server on a real socket that does exactly what its script says, down to the bytes and the
 * resets, keeps connections open as long as the client does, and counts what reaches it.
 */
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket socket;
  private final String scheme;
  private final Script script;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  private ScriptedServer(ServerSocket socket, String scheme, Script script) {
    this.socket = socket;
    this.scheme = scheme;
    this.script = script;
    threads.execute(this::accept);
  }

  static ScriptedServer plain(Script script) throws IOException {
    return new ScriptedServer(
        new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), "http", script);
  }

  static ScriptedServer tls(SSLContext context, Script script) throws IOException {
    ServerSocket socket =
        context
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    return new ScriptedServer(socket, "https", script);
  }

  /** Answers every request, read to its end, with the same bytes. */
  static ScriptedServer answering(String answer) throws IOException {
    return plain(
        talk -> {
          talk.readRequest();
          talk.send(answer);
        });
  }

  /** A complete answer with a length. */
  static String answer(int status, String headers, String body) {
    return "HTTP/1.1 "
        + status
        + " Scripted\r\nContent-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n"
        + headers
        + "\r\n"
        + body;
  }

  static String json(int status, String body) {
    return answer(status, "Content-Type: application/json\r\n", body);
  }

  URI uri(String path) {
    return URI.create(scheme + "://localhost:" + socket.getLocalPort() + path);
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    socket.close();
    for (Socket connection : open) {
      connection.close();
    }
    threads.shutdownNow();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        open.add(connection);
        connections.incrementAndGet();
        threads.execute(() -> serve(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      Talk talk = new Talk(connection);
      do {
        script.serve(talk);
      } while (talk.hasMore());
    } catch (IOException e) {
      // The client or the script ended the connection.
    }
  }

  /** What happens on a connection, for each request. */
  interface Script {
    void serve(Talk talk) throws IOException;
  }

  /** One request as it came: header names in lower case, the body one character a byte. */
  record Request(String line, Map<String, String> headers, String body) {
    byte[] bytes() {
      return body.getBytes(StandardCharsets.ISO_8859_1);
    }

    String header(String name) {
      return Optional.ofNullable(headers.get(name)).orElse("(absent)");
    }
  }

  /** One connection. */
  final class Talk {
    private final Socket connection;
    private final InputStream in;
    private final OutputStream out;

    Talk(Socket connection) throws IOException {
      this.connection = connection;
      this.in = new BufferedInputStream(connection.getInputStream());
      this.out = connection.getOutputStream();
    }

    /** Reads a request to its end, and records it. */
    Request readRequest() throws IOException {
      Request head = readHead();
      int length = Integer.parseInt(head.headers().getOrDefault("content-length", "0"));
      Request request =
          new Request(
              head.line(),
              head.headers(),
              new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
      requests.set(requests.indexOf(head), request);
      return request;
    }

    /** Reads a request's head only, and records it. */
    Request readHead() throws IOException {
      String line = readLine();
      Map<String, String> headers = new TreeMap<>();
      for (String header = readLine(); !header.isEmpty(); header = readLine()) {
        int colon = header.indexOf(':');
        headers.merge(
            header.substring(0, colon).toLowerCase(Locale.ROOT),
            header.substring(colon + 1).strip(),
            (a, b) -> a + " AND " + b);
      }
      Request head = new Request(line, headers, "");
      requests.add(head);
      return head;
    }

    /** Reads a request to its end without keeping its body. */
    void skipRequest() throws IOException {
      in.skipNBytes(Long.parseLong(readHead().header("content-length")));
    }

    /** Reads so many bytes without keeping them. */
    void skip(long bytes) throws IOException {
      in.skipNBytes(bytes);
    }

    void send(String text) throws IOException {
      send(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    OutputStream out() {
      return out;
    }

    /** Keeps the client waiting until the test is over. */
    void awaitServerClose() {
      serverCloses(Duration.ofMinutes(1));
    }

    /** Waits that long, and says whether the test is over. */
    boolean serverCloses(Duration wait) {
      try {
        return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return true;
      }
    }

    void reset() throws IOException {
      connection.setSoLinger(true, 0);
      connection.close();
    }

    void close() throws IOException {
      connection.close();
    }

    private boolean hasMore() throws IOException {
      if (connection.isClosed() || serverCloses(Duration.ZERO)) {
        return false;
      }
      in.mark(1);
      int next = in.read();
      in.reset();
      return next >= 0;
    }

    private String readLine() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          throw new IOException("The client closed the connection.");
        }
        line.write(next);
      }
      return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }
  }
}
