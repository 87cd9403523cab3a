package io.retouch.local.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;

/** Everything that lies in the ledger's table in the end, by its key. */
final class TableScan {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCAN = "{\"TableName\":\"retouch\",\"ConsistentRead\":true%s}";

  private final Map<String, JsonNode> items = new HashMap<>();

  /** Reads all of it. */
  static TableScan of(URI table) throws InterruptedException {
    TableScan scan = new TableScan();
    String from = "";
    do {
      JsonNode page = page(table, SCAN.formatted(from));
      page.path("Items").forEach(item -> scan.items.put(item.at("/pk/S").asText(), item));
      JsonNode last = page.path("LastEvaluatedKey");
      from = last.isMissingNode() ? "" : ",\"ExclusiveStartKey\":" + last;
    } while (!from.isEmpty());
    return scan;
  }

  private static JsonNode page(URI table, String body) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(table)
            .header("X-Amz-Target", "DynamoDB_20120810.Scan")
            .header("Content-Type", "application/x-amz-json-1.0")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=local/20261120/us-east-1/dynamodb/aws4_request,"
                    + " SignedHeaders=host, Signature=0")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("The table cannot be read: " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException("The table cannot be read.", e);
    }
  }

  /** The texts of a row; empty where there is none. */
  String text(String row, String name) {
    JsonNode value = items.getOrDefault(row, JSON.createObjectNode()).path(name);
    return value.path("S").asText(value.path("N").asText(""));
  }

  /** All rows of places, with their states. */
  Map<String, String> states() {
    Map<String, String> states = new HashMap<>();
    items.keySet().stream()
        .filter(row -> row.startsWith("place#"))
        .forEach(row -> states.put(row, text(row, "state")));
    return states;
  }

  /** How many images the days have reserved. */
  int images() {
    return items.keySet().stream()
        .filter(row -> row.startsWith("budget#"))
        .mapToInt(row -> Integer.parseInt(text(row, "images")))
        .sum();
  }
}
