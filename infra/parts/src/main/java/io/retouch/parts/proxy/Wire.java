package io.retouch.parts.proxy;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** One connection: heads in, bytes in and out, and the ways in which a connection can end. */
final class Wire implements AutoCloseable {
  /** The longest head, in bytes; Jetty and the JDK's server stop well before it. */
  private static final int LONGEST_HEAD = 256 * 1024;

  /** How much of a form is looked at for the name of its operation, in bytes. */
  private static final int FORM_START = 4 * 1024;

  /** How long what a client still sends is taken in, so that it sees an end and no reset. */
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final Socket socket;
  private final BufferedInputStream in;
  private final OutputStream out;

  Wire(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), Body.PIECE);
    out = socket.getOutputStream();
  }

  /** The port at the other end. */
  int port() {
    return socket.getPort();
  }

  InputStream in() {
    return in;
  }

  OutputStream out() {
    return out;
  }

  /** The next message's head, or empty if the connection has ended before it. */
  Optional<MessageHead> readHead() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!ended()) {
      byte[] line = Body.readLine(in, LONGEST_HEAD);
      boolean empty = line.length == 1 || (line.length == 2 && line[0] == '\r');
      if (empty && head.size() == 0) {
        // RFC 9112, section 2.2: empty lines before a request are ignored.
        continue;
      }
      head.writeBytes(line);
      if (empty) {
        return Optional.of(MessageHead.of(head.toByteArray()));
      }
      if (head.size() > LONGEST_HEAD) {
        throw new ProtocolException("A head is longer than " + LONGEST_HEAD + " bytes.");
      }
    }
    if (head.size() > 0) {
      throw new ProtocolException("A connection ended within a head.");
    }
    return Optional.empty();
  }

  private boolean ended() throws IOException {
    in.mark(1);
    boolean ended = in.read() < 0;
    in.reset();
    return ended;
  }

  /** Whether something arrives within this time, without taking it. */
  boolean arrivesWithin(Duration time) throws IOException {
    socket.setSoTimeout(Math.toIntExact(time.toMillis()));
    try {
      ended();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } finally {
      socket.setSoTimeout(0);
    }
  }

  /** The beginning of the body that follows the head, without taking it. */
  String peek(long length) throws IOException {
    int most = (int) Math.min(length, FORM_START);
    in.mark(most);
    byte[] start = in.readNBytes(most);
    in.reset();
    return new String(start, StandardCharsets.ISO_8859_1);
  }

  /**
   * Takes in and forgets what the other side sends.
   *
   * @param limit zero for none
   * @return true if the other side has ended the connection, false if the time is over first
   */
  boolean drain(Duration limit) throws IOException {
    byte[] piece = new byte[Body.PIECE];
    long start = System.nanoTime();
    try {
      while (true) {
        if (!limit.isZero()) {
          long left = limit.minusNanos(System.nanoTime() - start).toMillis();
          if (left <= 0) {
            return false;
          }
          socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
        }
        if (in.read(piece) < 0) {
          return true;
        }
      }
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  /** Ends the connection so that the other side reads all that was sent, and then its end. */
  void finish() throws IOException {
    socket.shutdownOutput();
    drain(FAREWELL);
    socket.close();
  }

  /** Ends the connection with a reset; what was sent and not yet read may be lost. */
  void reset() throws IOException {
    if (!socket.isClosed()) {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
