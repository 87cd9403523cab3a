package io.retouch.parts.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The least that a client can do: writes recorded requests to a plain socket, byte for byte, and
 * reads every answer to its end without looking at it. Keeps its connection as long as the server
 * does; opens the first one with the first call. For one thread.
 */
public final class CallReplay implements AutoCloseable {
  /** What is sent with the head in one write; larger bodies follow it, uncopied. */
  private static final int SMALL = 64 * 1024;

  private final URI server;
  private @Nullable Socket socket;
  private @Nullable Wire wire;

  private CallReplay(URI server) {
    this.server = server;
  }

  /**
   * Nothing is connected yet.
   *
   * @param server {@code http://HOST:PORT}; a path does not matter
   */
  public static CallReplay to(URI server) {
    return new CallReplay(server);
  }

  /**
   * Sends the call and reads its answer.
   *
   * @return the answer's status
   * @throws IOException if the connection breaks off; the next call opens another one
   */
  public int send(RecordedCall call) throws IOException {
    Wire open = wire == null ? connect() : wire;
    try {
      Request request = new Request(MessageHead.of(call.head()), "");
      Answer answer = exchange(open, call, request);
      answer.body().copy(open.in(), OutputStream.nullOutputStream());
      if (!answer.keepsConnection() || request.closes()) {
        close();
      }
      return answer.status();
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private static Answer exchange(Wire open, RecordedCall call, Request request) throws IOException {
    if (call.expectsContinue()) {
      open.out().write(call.head());
      Answer first = CallRecorder.next(open, request);
      if (!first.isInterim()) {
        throw new ProtocolException("The server does not want the body that it took before.");
      }
      open.out().write(call.body());
    } else if (call.body().length <= SMALL) {
      ByteArrayOutputStream message = new ByteArrayOutputStream();
      message.writeBytes(call.head());
      message.writeBytes(call.body());
      message.writeTo(open.out());
    } else {
      open.out().write(call.head());
      open.out().write(call.body());
    }
    Answer answer = CallRecorder.next(open, request);
    while (answer.isInterim()) {
      answer = CallRecorder.next(open, request);
    }
    return answer;
  }

  private Wire connect() throws IOException {
    Socket fresh = new Socket();
    fresh.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    socket = fresh;
    Wire opened = new Wire(fresh);
    wire = opened;
    return opened;
  }

  /** Ends the connection, if there is one; the next call opens another. */
  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
      wire = null;
    }
  }
}
