package io.retouch.parts.proxy;

import io.retouch.parts.proxy.CallBook.Entry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Serves the requests of one client's connection, one after the other. */
final class ClientConnection {
  private final Wire client;
  private final CallBook book;
  private final Relay relay;
  private final CallWatcher watcher;
  private final CountDownLatch closing;

  ClientConnection(
      Socket socket, CallBook book, Relay relay, CallWatcher watcher, CountDownLatch closing)
      throws IOException {
    this.client = new Wire(socket);
    this.watcher = watcher;
    this.book = book;
    this.relay = relay;
    this.closing = closing;
  }

  /**
   * Serves until the connection ends.
   *
   * @throws IOException if either side breaks off; the client's connection has been reset then
   */
  void serve() throws IOException, InterruptedException {
    boolean another = true;
    try {
      while (another) {
        Optional<Request> request = Request.read(client);
        another = request.isPresent() && serve(request.get());
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      client.reset();
      throw e;
    } finally {
      client.close();
    }
  }

  private boolean serve(Request request) throws IOException, InterruptedException {
    Entry entry = book.arrived(Operations.name(request), request.method(), request.path());
    if (!watcher.arrived(entry.call(), client.port())) {
      client.reset();
      return false;
    }
    ProxyFault fault = entry.fault();
    if (closing.await(fault.latency().toMillis(), TimeUnit.MILLISECONDS)) {
      client.reset();
      return false;
    }
    switch (fault.kind()) {
      case NONE, ANSWER_LOST, TRUNCATED -> {
        return relay.pass(client, request, entry);
      }
      case STATUS -> {
        return answer(request, entry);
      }
      case REFUSE -> client.finish();
      case RESET_BEFORE -> client.reset();
      case HANG -> {
        client.drain(fault.limit());
        client.reset();
      }
    }
    return false;
  }

  /** Takes the whole request in first, since some clients repeat one that is refused before. */
  private boolean answer(Request request, Entry entry) throws IOException {
    if (request.expectsContinue()) {
      client.out().write(Answer.CONTINUE);
    }
    request.body().copy(client.in(), OutputStream.nullOutputStream());
    entry.answering(entry.fault().status());
    client.out().write(Answer.planned(entry.fault(), request));
    return !request.closes();
  }
}
