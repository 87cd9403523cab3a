package io.retouch.parts.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server whose every byte is written by hand: one script for each connection. */
final class RawServer implements AutoCloseable {
  private final ServerSocket listener;
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile @Nullable Socket current;

  interface Script {
    /** Talks on one connection, which is closed afterwards. */
    void talk(Peer peer) throws IOException;
  }

  /** One connection, as text of single bytes. */
  record Peer(Socket socket, InputStream in, OutputStream out) implements AutoCloseable {
    static Peer of(Socket socket) throws IOException {
      socket.setSoTimeout(60_000);
      return new Peer(socket, socket.getInputStream(), socket.getOutputStream());
    }

    static Peer to(URI server) throws IOException {
      return of(new Socket(server.getHost(), server.getPort()));
    }

    Peer send(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      return this;
    }

    /** Reads until what was read ends so; all of it if the connection ends before. */
    String readTo(String end) throws IOException {
      StringBuilder text = new StringBuilder();
      while (!text.toString().endsWith(end)) {
        int next = in.read();
        if (next < 0) {
          return text.toString();
        }
        text.append((char) next);
      }
      return text.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }

    String readToEnd() throws IOException {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  RawServer(Script script) throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread =
        new Thread(
            () -> {
              while (!listener.isClosed()) {
                talk(script);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void talk(Script script) {
    try (Socket socket = listener.accept()) {
      current = socket;
      if (!listener.isClosed()) {
        script.talk(Peer.of(socket));
      }
    } catch (IOException e) {
      received.add("broken off");
    }
  }

  /** Reads a request that ends so, remembers it, and sends the answer. */
  static RawServer answering(String end, String answer) throws IOException {
    RawServer[] server = new RawServer[1];
    server[0] =
        new RawServer(
            peer -> {
              server[0].received.add(peer.readTo(end));
              peer.send(answer);
            });
    return server[0];
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** The next request that was received whole. */
  String received() throws InterruptedException {
    String next = received.poll(60, TimeUnit.SECONDS);
    return next == null ? "nothing" : next;
  }

  boolean hasReceivedNothing() {
    return received.isEmpty();
  }

  /** Ends the thread too: while it sits in accept(), clients can still connect. */
  @Override
  public void close() {
    try {
      listener.close();
      Socket talking = current;
      if (talking != null) {
        talking.close();
      }
      thread.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
