package io.retouch.local.mapping;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function, as a process of its own, that does with each message of a batch what its body says.
 * {@code ... once} applies to the first receipt of the message alone.
 */
public final class BatchFunction {
  private static final Pattern MESSAGE =
      Pattern.compile(
          "\"messageId\":\"([^\"]+)\".*?\"body\":\"([^\"]*)\".*?"
              + "\"ApproximateReceiveCount\":\"([0-9]+)\"");

  private BatchFunction() {}

  public static void main(String[] arguments) throws Exception {
    String api =
        "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/";
    HttpClient client = HttpClient.newHttpClient();
    while (true) {
      HttpResponse<String> next =
          client.send(
              HttpRequest.newBuilder(URI.create(api + "next")).build(), BodyHandlers.ofString());
      String id = next.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
      HttpRequest.BodyPublisher answer = HttpRequest.BodyPublishers.ofString(serve(next.body()));
      client.send(
          HttpRequest.newBuilder(URI.create(api + id + "/response")).POST(answer).build(),
          BodyHandlers.ofString());
    }
  }

  private static String serve(String event) throws InterruptedException {
    List<String> failures = new ArrayList<>();
    Matcher message = MESSAGE.matcher(event);
    while (message.find()) {
      boolean first = message.group(3).equals("1");
      String body = message.group(2);
      if (first && body.equals("crash once")) {
        Runtime.getRuntime().halt(9);
      }
      if (first && body.equals("hang once")) {
        Thread.sleep(600_000);
      }
      if (body.equals("poison")) {
        failures.add("{\"itemIdentifier\":\"" + message.group(1) + "\"}");
      }
      System.out.println("did " + body);
    }
    return "{\"batchItemFailures\":[" + String.join(",", failures) + "]}";
  }
}
