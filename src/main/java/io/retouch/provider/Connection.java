package io.retouch.provider;

import io.retouch.provider.ExchangeException.Failure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The one connection of one exchange, and how far the exchange has come. Its sockets are held here,
 * so that the time limit can close them whatever the exchange is doing.
 */
final class Connection {
  private @Nullable Socket socket;
  private boolean expired;
  private volatile boolean sendingBegan;
  private volatile boolean answering;

  /** A new socket, not yet connected; one for each address that is tried. */
  synchronized Socket newSocket() throws IOException {
    if (expired) {
      throw new InterruptedIOException("The time limit has passed.");
    }
    socket = new Socket();
    return socket;
  }

  /** Whether bytes have come that nobody has read yet; not waited for. */
  boolean hears() throws IOException {
    Socket open;
    synchronized (this) {
      open = socket;
    }
    return open != null && open.getInputStream().available() > 0;
  }

  void sendingBegins() {
    sendingBegan = true;
  }

  void answerBegins() {
    answering = true;
  }

  /** Ends the exchange with a reset, because its time limit has passed. */
  void expire() {
    Socket open;
    synchronized (this) {
      expired = true;
      open = socket;
    }
    if (open == null) {
      return;
    }
    try {
      open.setSoLinger(true, 0);
    } catch (IOException ignored) {
      // Closed already, which is what this is about.
    }
    close(open);
  }

  /** Closes the connection; what is left of the answer is not waited for. */
  void close() {
    Socket open;
    synchronized (this) {
      open = socket;
    }
    if (open != null) {
      close(open);
    }
  }

  /** What an exception means that came out of the exchange. */
  ExchangeException failed(Exception exception) {
    return new ExchangeException(failure(exception), sendingBegan, exception);
  }

  private Failure failure(Exception exception) {
    if (timedOut(exception)) {
      return Failure.TIMEOUT;
    }
    if (sendingBegan) {
      return answering ? Failure.CUT_ANSWER : Failure.CONNECTION_LOST;
    }
    if (exception instanceof PrivateAddressException) {
      return Failure.PRIVATE_ADDRESS;
    }
    if (exception instanceof UnknownHostException) {
      return Failure.UNKNOWN_HOST;
    }
    return exception instanceof SSLException ? Failure.TLS_FAILED : Failure.CONNECT_FAILED;
  }

  private synchronized boolean timedOut(Exception exception) {
    return expired || exception instanceof SocketTimeoutException;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException ignored) {
      // Nothing is left to be done with it.
    }
  }
}
