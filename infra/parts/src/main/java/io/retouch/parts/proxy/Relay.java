package io.retouch.parts.proxy;

import io.retouch.parts.proxy.CallBook.Entry;
import io.retouch.parts.proxy.ProxyFault.Kind;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/**
 * Passes requests on to the server behind, byte for byte, and its answers back. Every request takes
 * a connection of its own, so that none meets one that has gone stale and would have to be sent
 * twice. The answer is read after the request has been sent: a server that answers at length while
 * it still wants to read would wait for ever.
 */
final class Relay {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  /** How long the server may take to say that it wants the body, even on a busy machine. */
  private static final Duration CONTINUE_LIMIT = Duration.ofSeconds(5);

  /** The length of {@code HTTP/1.1} and a space, before any status. */
  private static final int VERSION_LENGTH = 9;

  private final String host;
  private final int port;
  private final OpenSockets sockets;
  private final CallWatcher watcher;

  Relay(String host, int port, OpenSockets sockets, CallWatcher watcher) {
    this.watcher = watcher;
    this.host = host;
    this.port = port;
    this.sockets = sockets;
  }

  /**
   * Passes one request on and answers it as the server does, or as the entry's fault wants.
   *
   * @return whether the client's connection can serve another request
   */
  boolean pass(Wire client, Request request, Entry entry) throws IOException {
    Socket socket = new Socket();
    sockets.opened(socket);
    try {
      int limit = Math.toIntExact(CONNECT_LIMIT.toMillis());
      socket.connect(new InetSocketAddress(host, port), limit);
      return new Passage(client, new Wire(socket), request, entry, watcher).pass();
    } finally {
      socket.close();
      sockets.done(socket);
    }
  }

  private record Passage(
      Wire client, Wire server, Request request, Entry entry, CallWatcher watcher) {

    boolean pass() throws IOException {
      boolean sent = send(request.head().bytes());
      Optional<Answer> answer =
          sent && request.expectsContinue() ? answerBeforeBody() : Optional.empty();
      boolean whole = sent && answer.isEmpty() && sendBody();
      if (whole) {
        entry.forwarded();
      }
      if (answer.isEmpty()) {
        answer = finalAnswer();
      }
      if (answer.isEmpty()) {
        client.finish();
        return false;
      }
      entry.forwarded();
      watcher.answered(entry.call(), client.port());
      boolean another = answer(answer.get());
      if (another && !whole) {
        client.finish();
      }
      return another && whole && !request.closes() && answer.get().keepsConnection();
    }

    private boolean send(byte[] head) throws IOException {
      try {
        server.out().write(head);
        return true;
      } catch (IOException e) {
        return false;
      }
    }

    /** Sends the client's body; false if the server stops reading, which may have answered. */
    private boolean sendBody() throws IOException {
      try {
        request.body().copy(client.in(), new ToServer(server.out()));
        return true;
      } catch (ServerStoppedReading e) {
        return false;
      }
    }

    /** Asks the server whether it wants the body, and the client for it unless it does not. */
    private Optional<Answer> answerBeforeBody() throws IOException {
      if (!server.arrivesWithin(CONTINUE_LIMIT)) {
        client.out().write(Answer.CONTINUE);
        return Optional.empty();
      }
      Optional<Answer> answer = nextAnswer();
      if (answer.filter(Answer::isInterim).isEmpty()) {
        return answer;
      }
      client.out().write(answer.get().head().bytes());
      return Optional.empty();
    }

    private Optional<Answer> finalAnswer() throws IOException {
      Optional<Answer> answer = nextAnswer();
      while (answer.filter(Answer::isInterim).isPresent()) {
        client.out().write(answer.get().head().bytes());
        answer = nextAnswer();
      }
      return answer;
    }

    private Optional<Answer> nextAnswer() throws IOException {
      Optional<MessageHead> head = server.readHead();
      return head.isEmpty() ? Optional.empty() : Optional.of(Answer.of(head.get(), request));
    }

    /** False if the client's connection has been ended. */
    private boolean answer(Answer answer) throws IOException {
      if (entry.fault().kind() == Kind.ANSWER_LOST) {
        answer.body().copy(server.in(), OutputStream.nullOutputStream());
        client.reset();
        return false;
      }
      if (entry.fault().kind() == Kind.TRUNCATED) {
        truncate(answer);
        return false;
      }
      entry.answering(answer.status());
      client.out().write(answer.head().bytes());
      try {
        answer.body().copy(server.in(), client.out());
      } catch (EOFException cutByServer) {
        client.finish();
        return false;
      }
      return true;
    }

    private void truncate(Answer answer) throws IOException {
      if (answer.body().isEmpty()) {
        client.out().write(answer.head().bytes(), 0, VERSION_LENGTH);
        client.finish();
        return;
      }
      entry.answering(answer.status());
      client.out().write(answer.head().bytes());
      answer.body().copyHalf(server.in(), client.out());
      if (answer.body() instanceof Body.UntilClose) {
        // An end in order would be this body's rightful end.
        client.reset();
      } else {
        client.finish();
      }
    }
  }

  private static final class ServerStoppedReading extends IOException {
    private static final long serialVersionUID = 1L;

    ServerStoppedReading(IOException cause) {
      super("The server behind the proxy has stopped reading.", cause);
    }
  }

  /** Tells what fails on the server's side from what fails on the client's. */
  private static final class ToServer extends FilterOutputStream {
    ToServer(OutputStream server) {
      super(server);
    }

    @Override
    public void write(int single) throws IOException {
      write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      try {
        out.write(bytes, from, count);
      } catch (IOException e) {
        throw new ServerStoppedReading(e);
      }
    }
  }
}
