package io.retouch.local.bench;

import io.retouch.local.bench.BenchServers.Fronts;
import io.retouch.parts.proxy.Line;
import io.retouch.parts.proxy.LocalCertificate;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines before all servers that make one network. */
final class Lines implements AutoCloseable {
  private final List<Line> opened = new ArrayList<>();
  private final Fronts fronts;

  private Lines(Fronts servers, Duration roundTrip, Optional<LocalCertificate> certificate) {
    this.fronts =
        new Fronts(
            before(servers.store(), roundTrip, certificate),
            before(servers.table(), roundTrip, certificate),
            before(servers.editApi(), roundTrip, certificate));
  }

  /**
   * Opens them.
   *
   * @param certificate where the network is encrypted
   */
  static Lines open(Fronts servers, Duration roundTrip, Optional<LocalCertificate> certificate) {
    return new Lines(servers, roundTrip, certificate);
  }

  private URI before(URI server, Duration roundTrip, Optional<LocalCertificate> certificate) {
    URI front = server;
    if (certificate.isPresent()) {
      front = added(Line.encrypted(front, certificate.get())).endpoint();
    }
    return roundTrip.isZero() ? front : added(Line.distant(front, roundTrip)).endpoint();
  }

  private Line added(Line line) {
    opened.add(line);
    return line;
  }

  Fronts fronts() {
    return fronts;
  }

  @Override
  public void close() {
    opened.forEach(Line::close);
  }
}
