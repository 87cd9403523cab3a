package io.retouch.parts.proxy;

import io.retouch.parts.proxy.Pick.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules and the calls. Both are counted under one lock, so that the order of the calls is the
 * order in which the rules have counted them.
 */
final class CallBook {
  private final List<CountedRule> rules = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();

  /** A call that is being served; what becomes of it is filled in before it is answered. */
  static final class Entry {
    private final ProxiedCall arrived;
    private volatile int status;
    private volatile boolean forwarded;

    private Entry(ProxiedCall arrived) {
      this.arrived = arrived;
    }

    ProxyFault fault() {
      return arrived.fault();
    }

    void answering(int with) {
      status = with;
    }

    void forwarded() {
      forwarded = true;
    }

    ProxiedCall call() {
      return new ProxiedCall(
          arrived.n(),
          arrived.operation(),
          arrived.method(),
          arrived.path(),
          status,
          forwarded,
          arrived.fault());
    }
  }

  /** A rule and what it has seen. */
  private static final class CountedRule {
    private final FaultRule rule;
    private final Map<String, Long> ofOperation = new HashMap<>();
    private long ofRule;

    CountedRule(FaultRule rule) {
      this.rule = rule;
    }

    boolean strikes(String operation, String path) {
      if (!rule.when().letsThrough(operation, path)) {
        return false;
      }
      ofRule++;
      long n = ofOperation.merge(operation, 1L, Long::sum);
      return rule.when().picks(new Turn(operation, ofRule, n));
    }
  }

  synchronized void add(FaultRule rule) {
    rules.add(new CountedRule(rule));
  }

  synchronized void clearRules() {
    rules.clear();
  }

  synchronized Entry arrived(String operation, String method, String path) {
    ProxyFault fault = fault(operation, path);
    Entry entry =
        new Entry(new ProxiedCall(entries.size() + 1L, operation, method, path, 0, false, fault));
    entries.add(entry);
    return entry;
  }

  private ProxyFault fault(String operation, String path) {
    List<FaultRule> striking = new ArrayList<>();
    for (CountedRule counted : rules) {
      // Every rule counts every call, those too that an earlier rule strikes.
      if (counted.strikes(operation, path)) {
        striking.add(counted.rule);
      }
    }
    return striking.isEmpty() ? ProxyFault.none() : striking.get(0).fault();
  }

  synchronized List<ProxiedCall> calls() {
    return entries.stream().map(Entry::call).toList();
  }
}
