package io.retouch.parts.proxy;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** A port of the loopback address on which connections are accepted until it is closed. */
final class Listener {
  private static final Logger LOG = System.getLogger(Listener.class.getName());

  /** Connections that wait to be accepted; the JDK's 50 would refuse some of a burst. */
  private static final int BACKLOG = 512;

  private static final int CLOSE_SECONDS = 30;

  private final ServerSocket socket;
  private final CountDownLatch acceptingEnded = new CountDownLatch(1);

  /** Takes a connection over without waiting for it. */
  interface Server {
    void serve(Socket connection) throws IOException;
  }

  private Listener(ServerSocket socket) {
    this.socket = socket;
  }

  /** Binds the port, 0 for any free one; clients may connect, and wait, from now on. */
  static Listener bind(int port) throws IOException {
    return bind(new ServerSocket(), port);
  }

  /** The same with a socket of the caller's, which is not bound yet: one that speaks TLS, say. */
  static Listener bind(ServerSocket socket, int port) throws IOException {
    socket.setReuseAddress(true);
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      socket.bind(new InetSocketAddress(loopback, port), BACKLOG);
      return new Listener(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  boolean isClosed() {
    return socket.isClosed();
  }

  /** Accepts in a thread of the executor; to be called once. */
  void start(Executor threads, Server server) {
    threads.execute(
        () -> {
          try {
            accept(server);
          } finally {
            acceptingEnded.countDown();
          }
        });
  }

  private void accept(Server server) {
    while (!socket.isClosed()) {
      try {
        server.serve(socket.accept());
      } catch (IOException | RejectedExecutionException e) {
        LOG.log(Level.DEBUG, "A proxy did not accept a connection.", e);
      }
    }
  }

  /**
   * Stops listening, truly: as long as a thread sits in the accepting call, the kernel goes on
   * completing connections on a socket that was closed, so that thread is waited for. Whatever was
   * accepted has been handed over by then.
   */
  void close() throws IOException, InterruptedException {
    socket.close();
    if (!acceptingEnded.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
      LOG.log(Level.WARNING, "A proxy still accepts connections though it was closed.");
    }
  }
}
