package io.retouch.parts.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.retouch.parts.Await;
import io.retouch.parts.proxy.RawServer.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much a proxy takes, and that it gives it back. */
class FaultProxyLoadTest {
  /** More than the tests' heap holds. */
  private static final long HUGE = 1_200_000_000;

  private static final String GET = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private static void write(OutputStream out) throws IOException {
    byte[] piece = new byte[100_000];
    for (long sent = 0; sent < HUGE; sent += piece.length) {
      out.write(piece);
    }
  }

  private static void read(InputStream in) throws IOException {
    byte[] piece = new byte[100_000];
    for (long left = HUGE; left > 0; ) {
      int read = in.read(piece, 0, (int) Math.min(left, piece.length));
      assertThat(read).isPositive();
      left -= read;
    }
  }

  @Test
  void passesMoreThanTheHeapHoldsBothWays() throws Exception {
    assumeThat(Runtime.getRuntime().maxMemory()).isLessThan(HUGE);
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + HUGE + "\r\n\r\n";
    try (RawServer server =
            new RawServer(
                peer -> {
                  peer.readTo("\r\n\r\n");
                  read(peer.in());
                  write(peer.send(answer).out());
                });
        FaultProxy proxy = FaultProxy.before(server.endpoint());
        Peer client = Peer.to(proxy.endpoint())) {
      client.send("PUT /a HTTP/1.1\r\nHost: h\r\nContent-Length: " + HUGE + "\r\n\r\n");

      write(client.out());

      assertThat(client.readTo("\r\n\r\n")).isEqualTo(answer);
      read(client.in());
    }
  }

  @Test
  void leavesNoSocketOpenWhenItCloses() throws Exception {
    serveFifty();
    long before = openFiles();

    for (int round = 0; round < 3; round++) {
      serveFifty();
    }

    Await.until("the sockets are closed", () -> openFiles() < before + 20);
  }

  private static void serveFifty() throws Exception {
    List<Peer> clients = new ArrayList<>();
    try (RawServer server = RawServer.answering("\r\n\r\n", OK)) {
      try (FaultProxy proxy = FaultProxy.before(server.endpoint())) {
        for (int i = 0; i < 50; i++) {
          Peer client = Peer.to(proxy.endpoint());
          clients.add(client);
          assertThat(client.send(GET).readTo("ok")).isEqualTo(OK);
        }
        assertThat(proxy.calls()).hasSize(50);
      }
      for (Peer client : clients) {
        assertThat(client.readToEnd()).isEmpty();
        client.close();
      }
    }
  }

  private static long openFiles() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    assumeThat(system).isInstanceOf(UnixOperatingSystemMXBean.class);
    return ((UnixOperatingSystemMXBean) system).getOpenFileDescriptorCount();
  }
}
