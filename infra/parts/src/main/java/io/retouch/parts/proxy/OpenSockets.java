package io.retouch.parts.proxy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All connections of a proxy, so that it can end them; threads that read from them wake up. */
final class OpenSockets {
  private final Set<Socket> open = new HashSet<>();
  private boolean closed;

  /**
   * @throws SocketException if the proxy was closed meanwhile; the socket is closed then
   */
  synchronized void opened(Socket socket) throws IOException {
    if (closed) {
      socket.close();
      throw new SocketException("The proxy is closed.");
    }
    open.add(socket);
  }

  synchronized void done(Socket socket) {
    open.remove(socket);
  }

  /** Ends every connection; new ones may come. */
  void breakOff() throws IOException {
    List<Socket> ending;
    synchronized (this) {
      ending = new ArrayList<>(open);
    }
    for (Socket socket : ending) {
      socket.close();
    }
  }

  void close() throws IOException {
    synchronized (this) {
      closed = true;
    }
    breakOff();
  }
}
