package io.retouch.local.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retouch.local.chaos.Wiretap.Answer;
import io.retouch.local.chaos.Wiretap.Line;
import io.retouch.local.chaos.Wiretap.Request;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hears what is written to the ledger's table, in the order in which the table makes it. */
final class LedgerTap implements Wiretap.Tap {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SET = Pattern.compile("#(\\w+) = (:v\\d+)");
  private static final Pattern NAME = Pattern.compile("#(\\w+)");

  private final Places places;
  private final Set<String> transactions = new HashSet<>();
  private final Map<String, Integer> requests = new TreeMap<>();

  LedgerTap(Places places) {
    this.places = places;
  }

  @Override
  public synchronized Answer pass(Request request, Line line) throws IOException {
    String target = request.header("X-Amz-Target");
    String operation = target.substring(target.lastIndexOf('.') + 1);
    requests.merge(operation, 1, Integer::sum);
    Answer answer = line.forward();
    if (answer.status() == 200) {
      made(operation, JSON.readTree(request.body()));
    }
    return answer;
  }

  /** How many requests of each operation reached the table, those that it refused included. */
  synchronized Map<String, Integer> requests() {
    return new TreeMap<>(requests);
  }

  private void made(String operation, JsonNode request) {
    if (operation.equals("UpdateItem")) {
      update(request, false);
    } else if (operation.equals("TransactWriteItems")
        && transactions.add(request.path("ClientRequestToken").asText())) {
      boolean withBudget = request.path("TransactItems").size() > 1;
      request.path("TransactItems").forEach(item -> update(item.path("Update"), withBudget));
    }
  }

  private void update(JsonNode update, boolean withBudget) {
    String expression = update.path("UpdateExpression").asText();
    Map<String, JsonNode> set = new HashMap<>();
    Matcher sets = SET.matcher(expression);
    while (sets.find()) {
      set.put(sets.group(1), update.path("ExpressionAttributeValues").path(sets.group(2)));
    }
    Set<String> removed = new HashSet<>();
    int removes = expression.indexOf("REMOVE ");
    if (removes >= 0) {
      Matcher names = NAME.matcher(expression.substring(removes));
      while (names.find()) {
        removed.add(names.group(1));
      }
    }
    places.changed(update.path("Key").path("pk").path("S").asText(), set, removed, withBudget);
  }
}
