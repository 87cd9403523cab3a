package io.retouch.local.chaos;

import io.retouch.parts.Fault;
import io.retouch.parts.proxy.FaultProxy;
import io.retouch.parts.proxy.FaultRule;
import io.retouch.parts.proxy.ProxyFault;
import io.retouch.parts.proxy.When;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What breaks on the wire and at the edit API, drawn from the seed. */
final class Faults {
  private static final String ENVELOPE =
      "{\"error\":{\"message\":\"The server failed; no image was made.\",\"type\":\"server_error\"}}";

  private static final String THROTTLED =
      "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException\","
          + "\"message\":\"slow down\"}";

  /** Shorter than an attempt may take, and longer. */
  private static final List<String> HANGS = List.of("hang:700ms", "hang");

  private final SplittableRandom random;

  Faults(ChaosPlan plan) {
    this.random = plan.random("faults");
  }

  /** Between the function and the edit API, and its links. */
  void breakApi(FaultProxy proxy) {
    String call = "images/edits";
    often(proxy, call, 0.04, ProxyFault.status(500, ENVELOPE));
    often(proxy, call, 0.03, ProxyFault.status(502, "<html>Bad gateway</html>"));
    often(proxy, call, 0.02, ProxyFault.status(500, "<html>Oops</html>"));
    often(proxy, call, 0.03, ProxyFault.resetBefore());
    often(proxy, call, 0.05, ProxyFault.resetAfter());
    often(proxy, call, 0.04, ProxyFault.truncatedBody());
    often(proxy, call, 0.04, ProxyFault.latency(Duration.ofMillis(600)));
    for (String hang : HANGS) {
      often(proxy, call, 0.02, ProxyFault.parse(hang));
    }
    String link = "results";
    often(proxy, link, 0.04, ProxyFault.status(503, ""));
    often(proxy, link, 0.04, ProxyFault.resetBefore());
    often(proxy, link, 0.04, ProxyFault.truncatedBody());
    often(proxy, link, 0.02, ProxyFault.parse("hang:700ms"));
  }

  /** Between the function and the object store. */
  void breakStore(FaultProxy proxy) {
    for (String call : List.of("GetObject", "HeadObject", "HeadBucket", "DeleteObject")) {
      often(proxy, call, 0.02, ProxyFault.status(503, ""));
      often(proxy, call, 0.02, ProxyFault.resetBefore());
      often(proxy, call, 0.02, ProxyFault.latency(Duration.ofMillis(800)));
    }
    often(proxy, "GetObject", 0.02, ProxyFault.truncatedBody());
    often(proxy, "PutObject", 0.03, ProxyFault.status(503, ""));
    often(proxy, "PutObject", 0.03, ProxyFault.resetBefore());
    often(proxy, "PutObject", 0.04, ProxyFault.appliedButAnswerLost());
    often(proxy, "PutObject", 0.02, ProxyFault.parse("hang:2s"));
  }

  /** Between the function and the ledger's table. */
  void breakTable(FaultProxy proxy) {
    for (String call : List.of("GetItem", "UpdateItem", "TransactWriteItems")) {
      often(proxy, call, 0.02, ProxyFault.status(500, "{}"));
      often(proxy, call, 0.02, ProxyFault.status(400, THROTTLED));
      often(proxy, call, 0.02, ProxyFault.resetBefore());
      often(proxy, call, 0.04, ProxyFault.appliedButAnswerLost());
      often(proxy, call, 0.01, ProxyFault.parse("hang:2s"));
      often(proxy, call, 0.02, ProxyFault.latency(Duration.ofMillis(500)));
    }
  }

  /** Outages of the table: so many calls in a row that repeating does not help. */
  void breakTableForAWhile(FaultProxy proxy, int events) {
    for (int outage = 0; outage < 2 + events / 100; outage++) {
      long from = 1 + random.nextLong(events * 4L);
      When calls = When.parse("any#" + from + "-" + (from + 12));
      proxy.rule(new FaultRule(calls, outage % 2 == 0 ? ProxyFault.resetBefore() : lost()));
    }
  }

  private static ProxyFault lost() {
    return ProxyFault.appliedButAnswerLost();
  }

  /** Between the function and its queue. */
  void breakQueue(FaultProxy proxy) {
    often(proxy, "ChangeMessageVisibility", 0.1, ProxyFault.status(500, ""));
    often(proxy, "ChangeMessageVisibility", 0.1, ProxyFault.appliedButAnswerLost());
  }

  private void often(FaultProxy proxy, String operation, double probability, ProxyFault fault) {
    When when =
        When.operation(operation).and(When.probability(probability, random.nextInt(1_000_000)));
    proxy.rule(new FaultRule(when, fault));
  }

  /** What the edit API itself does to the calls that reach it, one after the other. */
  List<Fault> ofTheApi(int calls) {
    List<Fault> faults = new ArrayList<>();
    for (int call = 0; call < calls; call++) {
      faults.add(drawn(random.nextInt(100)));
    }
    return faults;
  }

  private static Fault drawn(int lot) {
    if (lot < 6) {
      return Fault.rateLimited(Duration.ofSeconds(1));
    }
    if (lot < 9) {
      return Fault.serverError(503);
    }
    if (lot < 12) {
      return Fault.contentFiltered();
    }
    if (lot < 14) {
      return Fault.dropBeforeWork();
    }
    if (lot < 16) {
      return Fault.dropAfterWork();
    }
    if (lot < 18) {
      return Fault.emptyData();
    }
    if (lot < 20) {
      return Fault.noImage();
    }
    if (lot < 22) {
      return Fault.garbage();
    }
    if (lot < 24) {
      return Fault.resultLinkStatus(404);
    }
    if (lot < 25) {
      return Fault.clientError(402);
    }
    return lot < 30 ? Fault.latency(Duration.ofMillis(400)) : Fault.none();
  }
}
