package io.retouch.local.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retouch.local.host.Invocable;
import io.retouch.local.host.Result;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A function within the test, which remembers what it got. */
final class FakeFunction implements Invocable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the function does with a batch. */
  @FunctionalInterface
  interface Behaviour {
    Result answer(List<JsonNode> messages) throws InterruptedException;
  }

  private final Behaviour behaviour;
  private final List<String> events = new CopyOnWriteArrayList<>();

  FakeFunction(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  @Override
  public Result invoke(byte[] event) throws InterruptedException {
    String json = new String(event, StandardCharsets.UTF_8);
    events.add(json);
    return behaviour.answer(records(json));
  }

  /** The messages of each event, in their order. */
  List<List<JsonNode>> batches() {
    return events.stream().map(FakeFunction::records).toList();
  }

  /** The bodies of all messages, in their order. */
  List<String> bodies() {
    return batches().stream().flatMap(List::stream).map(FakeFunction::body).toList();
  }

  List<String> events() {
    return events;
  }

  static String body(JsonNode message) {
    return message.path("body").asText();
  }

  static int receipts(JsonNode message) {
    return message.at("/attributes/ApproximateReceiveCount").asInt();
  }

  static Result done() {
    return new Result.Answered("{\"batchItemFailures\":[]}");
  }

  static Result failed(List<JsonNode> messages) {
    return new Result.Answered(
        messages.stream()
            .map(message -> "{\"itemIdentifier\":\"" + message.path("messageId").asText() + "\"}")
            .collect(Collectors.joining(",", "{\"batchItemFailures\":[", "]}")));
  }

  private static List<JsonNode> records(String event) {
    List<JsonNode> records = new ArrayList<>();
    try {
      JSON.readTree(event).path("Records").forEach(records::add);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    return records;
  }
}
