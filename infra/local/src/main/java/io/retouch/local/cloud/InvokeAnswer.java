package io.retouch.local.cloud;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.retouch.local.host.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What the Invoke API answers. A function that fails is a success of the API, with a header.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Lambda API,
 *     Invoke</a>
 */
record InvokeAnswer(int status, Map<String, String> headers, String body) {
  InvokeAnswer {
    headers = Map.copyOf(headers);
  }

  /** What came of an invocation. */
  static InvokeAnswer of(Result result) {
    if (result instanceof Result.Answered answered) {
      return new InvokeAnswer(200, Map.of(), answered.json());
    }
    if (result instanceof Result.FunctionFailed failed) {
      return failed(failed.type(), failed.message());
    }
    if (result instanceof Result.TimedOut late) {
      return failed(
          "Sandbox.Timedout",
          "Task timed out after %.2f seconds".formatted(late.limit().toMillis() / 1000.0));
    }
    if (result instanceof Result.Crashed crash) {
      return failed(
          "Runtime.ExitError",
          "Runtime exited with error: exit status %d".formatted(crash.exitCode()));
    }
    if (result instanceof Result.NotStarted start) {
      return failed("Runtime.ExitError", start.reason());
    }
    return error(429, "TooManyRequestsException", "Rate Exceeded.");
  }

  private static InvokeAnswer failed(String type, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("errorMessage", message).put("errorType", type);
    return new InvokeAnswer(200, Map.of("X-Amz-Function-Error", "Unhandled"), body.toString());
  }

  /** A refusal of the API itself. */
  static InvokeAnswer error(int status, String type, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("Type", status < 500 ? "User" : "Service").put("Message", message);
    return new InvokeAnswer(status, Map.of("x-amzn-ErrorType", type), body.toString());
  }

  void send(HttpExchange exchange) throws IOException {
    Headers sent = exchange.getResponseHeaders();
    sent.set("Content-Type", "application/json");
    sent.set("X-Amz-Executed-Version", "$LATEST");
    headers.forEach(sent::set);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
