package io.retouch.local.chaos;

import io.retouch.local.cloud.CloudSettings;
import io.retouch.local.cloud.LocalCloud;
import io.retouch.local.host.FunctionArtifact;
import io.retouch.local.host.HostLimits;
import io.retouch.parts.Fault;
import io.retouch.parts.LocalEditApi;
import io.retouch.parts.proxy.FaultProxy;
import io.retouch.parts.proxy.ProxyFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The local cloud with a fault proxy before each of its servers, and behind the proxies of the edit
 * API and of the table a wiretap each: function, proxy, wiretap, server.
 */
final class Stage implements AutoCloseable {
  private static final int FAULTS_A_MESSAGE = 3;
  private static final int BATCH = 5;

  /** Processes that are killed every few seconds never need the better compiler; JVM only. */
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto";

  private final Path folder;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final List<FaultProxy> proxies = new ArrayList<>();
  private final LocalEditApi api;
  private final LedgerTap ledger;
  private final Places places;
  private final Witness witness;
  private final Killer killer;
  private final FaultProxy apiProxy;
  private @Nullable FaultProxy storeProxy;
  private @Nullable FaultProxy tableProxy;
  private @Nullable FaultProxy queueProxy;
  private @Nullable LocalCloud cloud;

  private Stage(ChaosPlan plan, Story story, BiConsumer<Integer, String> lines) throws IOException {
    folder = Files.createTempDirectory("retouch-chaos-");
    places = new Places(story);
    ledger = new LedgerTap(places);
    witness = new Witness(plan, story, lines);
    killer = new Killer(plan, this::processes, story);
    api = opened(LocalEditApi.builder().start());
    ApiTap tap = new ApiTap(places, api.baseUrl(), this::apiFront);
    apiProxy = proxy(opened(Wiretap.before(api.baseUrl(), tap)).endpoint());
  }

  /**
   * Starts everything, nothing broken yet.
   *
   * @param lines hears everything that the functions print
   */
  static Stage start(
      ChaosPlan plan, FunctionArtifact artifact, Story story, BiConsumer<Integer, String> lines) {
    try {
      Stage stage = new Stage(plan, story, lines);
      try {
        stage.start(plan, artifact);
        return stage;
      } catch (IOException | RuntimeException e) {
        stage.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The temporary files cannot be written.", e);
    }
  }

  private void start(ChaosPlan plan, FunctionArtifact artifact) throws IOException {
    Path configuration = folder.resolve("application.yaml");
    Files.writeString(configuration, ChaosPlan.configuration());
    Map<String, String> environment =
        Map.of(
            "STEP_BASE_URL", apiProxy.endpoint().toString(),
            "STEP_API_KEY", api.apiKey(),
            "JAVA_TOOL_OPTIONS", QUICK_START);
    CloudSettings settings =
        CloudSettings.of(folder.resolve("data"), artifact, configuration, environment)
            .limits(HostLimits.of(ChaosPlan.INVOCATION))
            .functions(plan.functions())
            .batch(BATCH, Duration.ZERO)
            .keepingLedger()
            .forgettingQueue()
            .ignoringFolder()
            .storeFront(this::storeFront)
            .queueFront(this::queueFront)
            .tableFront(this::tableFront);
    LocalCloud started = LocalCloud.start(settings, witness);
    cloud = opened(started);
    witness.started(started.access());
  }

  private URI storeFront(URI server) {
    storeProxy = proxy(server);
    return storeProxy.endpoint();
  }

  private URI queueFront(URI server) {
    queueProxy = proxy(server);
    return queueProxy.endpoint();
  }

  private URI tableFront(URI server) {
    tableProxy = proxy(opened(Wiretap.before(server, ledger)).endpoint());
    return tableProxy.endpoint();
  }

  private URI apiFront() {
    return apiProxy.endpoint();
  }

  private FaultProxy proxy(URI server) {
    FaultProxy proxy = opened(FaultProxy.before(server, killer));
    proxies.add(proxy);
    return proxy;
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  /** From now on everything breaks now and then. */
  void breakEverything(ChaosPlan plan) {
    Faults faults = new Faults(plan);
    api.plan(faults.ofTheApi(plan.events() * FAULTS_A_MESSAGE).toArray(Fault[]::new));
    faults.breakApi(apiProxy);
    Optional.ofNullable(storeProxy).ifPresent(faults::breakStore);
    Optional.ofNullable(tableProxy)
        .ifPresent(
            proxy -> {
              faults.breakTableForAWhile(proxy, plan.events());
              faults.breakTable(proxy);
            });
    Optional.ofNullable(queueProxy).ifPresent(faults::breakQueue);
  }

  /** From now on nothing breaks. */
  void mendEverything() throws InterruptedException {
    killer.rest();
    proxies.forEach(FaultProxy::clear);
    HttpRequest behave = HttpRequest.newBuilder(api.baseUrl().resolve("/faults")).DELETE().build();
    try {
      HttpClient.newHttpClient().send(behave, HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      throw new UncheckedIOException("The edit API does not answer.", e);
    }
  }

  LocalCloud cloud() {
    if (cloud == null) {
      throw new IllegalStateException("The cloud is not up.");
    }
    return cloud;
  }

  /** The ids of the function's living processes. */
  List<Long> processes() {
    return cloud == null ? List.of() : cloud.processes();
  }

  /** How many batches the function has answered. */
  int answered() {
    return witness.answered();
  }

  LocalEditApi api() {
    return api;
  }

  LedgerTap ledger() {
    return ledger;
  }

  Places places() {
    return places;
  }

  Killer killer() {
    return killer;
  }

  /** How many calls the proxies have broken. */
  long broken() {
    return proxies.stream()
        .flatMap(proxy -> proxy.calls().stream())
        .filter(call -> !call.fault().equals(ProxyFault.none()))
        .count();
  }

  /** How many calls have come to the proxies. */
  long calls() {
    return proxies.stream().mapToLong(proxy -> proxy.calls().size()).sum();
  }

  @Override
  public void close() {
    cloud = null;
    witness.close();
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("A part of the local cloud cannot be stopped.", e);
      }
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
