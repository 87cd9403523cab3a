package io.retouch.local.host;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A function that does what its event says, as a process of its own. Written against the
 * documentation of the Runtime API and without any of the host's classes.
 */
public final class TestFunction {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String API =
      "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/";
  private static final int LARGEST = 6_291_556;

  private TestFunction() {}

  public static void main(String[] arguments) throws Exception {
    String start = System.getenv().getOrDefault("TEST_START", "");
    if (start.equals("exit")) {
      System.err.println("retouch.presets is empty; configure one.");
      System.exit(3);
    }
    if (start.equals("error")) {
      post("init/error", "{\"errorType\":\"BadConfig\",\"errorMessage\":\"no presets\"}");
      System.exit(1);
    }
    if (start.equals("hang")) {
      Thread.sleep(600_000);
    }
    while (true) {
      serve();
    }
  }

  private static void serve() throws Exception {
    HttpResponse<String> next =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create(API + "invocation/next")).build(),
            BodyHandlers.ofString());
    String id = next.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
    switch (next.body()) {
      case "\"fail\"" ->
          post(
              "invocation/" + id + "/error",
              "{\"errorType\":\"io.Broken\",\"errorMessage\":\"it broke\"}");
      case "\"hang\"" -> Thread.sleep(600_000);
      case "\"hang with a child\"" -> {
        Process child = new ProcessBuilder("sleep", "600").start();
        System.out.println("child " + child.pid());
        Thread.sleep(600_000);
      }
      case "\"crash\"" -> {
        System.out.println("about to crash");
        System.err.println("地址错误");
        Runtime.getRuntime().halt(7);
      }
      case "\"print\"" -> {
        System.out.println("to standard output: 水彩");
        System.err.println("to standard error");
        post("invocation/" + id + "/response", "null");
      }
      case "\"headers\"" ->
          post(
              "invocation/" + id + "/response",
              next.headers().map().entrySet().stream()
                  .filter(header -> header.getKey().startsWith("lambda-runtime-"))
                  .map(header -> header.getKey() + "=" + header.getValue().get(0))
                  .sorted()
                  .collect(Collectors.joining("\n")));
      case "\"environment\"" ->
          post(
              "invocation/" + id + "/response",
              System.getenv().entrySet().stream()
                  .map(variable -> variable.getKey() + "=" + variable.getValue())
                  .sorted()
                  .collect(Collectors.joining("\n")));
      case "\"folders\"" ->
          post(
              "invocation/" + id + "/response",
              String.join(
                  "\n",
                  Path.of("").toAbsolutePath().toString(),
                  System.getProperty("java.io.tmpdir"),
                  System.getenv("LAMBDA_TASK_ROOT"),
                  Files.readString(Path.of("config/application.yaml"))));
      case "\"leave a file\"" -> {
        Files.writeString(Path.of(System.getProperty("java.io.tmpdir"), "left"), "here");
        Runtime.getRuntime().halt(1);
      }
      case "\"wrong id\"" -> {
        String refusal = post("invocation/nobody/response", "1");
        post("invocation/" + id + "/response", refusal);
      }
      case "\"wrong path\"" -> {
        String refusal = post("invocation/" + id + "/reply", "1");
        post("invocation/" + id + "/response", refusal);
      }
      case "\"answer twice\"" -> {
        post("invocation/" + id + "/response", "first");
        System.out.println("second answer: " + post("invocation/" + id + "/response", "second"));
      }
      case "\"largest\"" -> post("invocation/" + id + "/response", "x".repeat(LARGEST));
      case "\"too large\"" ->
          System.out.println(
              "large answer: " + post("invocation/" + id + "/response", "x".repeat(LARGEST + 1)));
      case "\"limits\"" ->
          post(
              "invocation/" + id + "/response",
              Runtime.getRuntime().maxMemory()
                  + "\n"
                  + Files.readString(Path.of("/proc/self/limits")));
      case "\"fill the memory\"" -> {
        List<byte[]> kept = new ArrayList<>();
        while (kept.size() < 10_000) {
          kept.add(new byte[10_000_000]);
        }
        System.out.println("There is more memory than allowed: " + kept.size());
      }
      case "\"wait\"" -> {
        System.out.println("waiting");
        while (Files.notExists(Path.of(System.getenv("TEST_GATE")))) {
          Thread.sleep(10);
        }
        post("invocation/" + id + "/response", "waited");
      }
      default -> post("invocation/" + id + "/response", next.body().toUpperCase(Locale.ROOT));
    }
  }

  private static String post(String path, String body) throws IOException, InterruptedException {
    HttpResponse<String> response =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create(API + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }
}
