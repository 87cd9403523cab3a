package io.retouch.parts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.retouch.parts.LocalEditApi.Call;
import io.retouch.parts.Results.Result;
import io.retouch.parts.endpoint.Endpoint;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which path leads where. */
final class Routes {
  static final String RESULTS = "/results/";
  private static final Logger LOG = System.getLogger(Routes.class.getName());
  private static final String ALWAYS = "always ";

  private final Map<String, Endpoint> endpoints;
  private final ImagesHandler images;
  private final Results results;
  private final FaultPlan plan;
  private final CallLog log;

  Routes(
      Map<String, Endpoint> endpoints,
      ImagesHandler images,
      Results results,
      FaultPlan plan,
      CallLog log) {
    this.endpoints = endpoints;
    this.images = images;
    this.results = results;
    this.plan = plan;
    this.log = log;
  }

  void handle(HttpExchange exchange) throws IOException {
    try {
      route(exchange);
    } catch (RuntimeException e) {
      // The server would close the connection without a word, as a planned fault does.
      LOG.log(Level.ERROR, "The local edit API failed by itself; this is a defect of it.", e);
      throw e;
    }
  }

  private void route(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Endpoint endpoint = endpoints.get(path);
    if (endpoint != null) {
      images.handle(exchange, endpoint);
      return;
    }
    String request = exchange.getRequestMethod() + " " + path;
    if (request.startsWith("GET " + RESULTS) || request.startsWith("HEAD " + RESULTS)) {
      sendResult(exchange, path.substring(RESULTS.length()));
      return;
    }
    switch (request) {
      case "POST /faults" -> planFaults(exchange);
      case "DELETE /faults" -> {
        plan.clear();
        Answers.send(exchange, 200, "The edit API behaves again.\n");
      }
      case "GET /calls" -> Answers.send(exchange, 200, Answers.JSON, Answers.bytes(calls()));
      default -> Answers.notFound(exchange);
    }
  }

  private void sendResult(HttpExchange exchange, String name) throws IOException {
    Optional<Result> result = results.get(name);
    if (result.isEmpty()) {
      Answers.notFound(exchange);
      return;
    }
    int status = result.get().status();
    if (status != 200) {
      Answers.send(exchange, status, "text/html", Answers.page(status));
      return;
    }
    Answers.send(exchange, 200, "image/png", result.get().bytes());
  }

  private void planFaults(HttpExchange exchange) throws IOException {
    String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    List<Fault> queued = new ArrayList<>();
    Optional<Fault> always = Optional.empty();
    try {
      for (String line : text.lines().map(String::strip).toList()) {
        if (line.isEmpty() || line.startsWith("#")) {
          continue;
        }
        if (line.startsWith(ALWAYS)) {
          always = Optional.of(Fault.parse(line.substring(ALWAYS.length())));
        } else {
          queued.add(Fault.parse(line));
        }
      }
    } catch (IllegalArgumentException e) {
      Answers.send(exchange, 400, e.getMessage() + "\n");
      return;
    }
    plan.queue(queued);
    always.ifPresent(plan::always);
    Answers.send(exchange, 200, "The next calls will meet these faults.\n");
  }

  private ObjectNode calls() {
    ObjectNode answer = Answers.object();
    List<Call> calls = log.calls();
    answer.put("paid", calls.stream().mapToInt(Call::images).sum());
    ArrayNode list = answer.putArray("calls");
    for (Call call : calls) {
      ObjectNode node = list.addObject();
      node.put("method", call.method()).put("path", call.path());
      ObjectNode fields = node.putObject("fields");
      call.fields().forEach(fields::put);
      node.put("file_name", call.fileName()).put("file_content_type", call.fileContentType());
      node.put("file_size", call.fileSize()).put("file_sha256", call.fileSha256());
      node.put("status", call.status()).put("paid", call.paid());
    }
    return answer;
  }
}
