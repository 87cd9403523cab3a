package io.retouch.parts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The event that a function URL makes of a request: payload format 2.0.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html">Invoking Lambda
 *     function URLs</a>
 */
final class FunctionUrlEvent {
  private static final String ACCOUNT = "123456789012";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private FunctionUrlEvent() {}

  /**
   * The event as JSON.
   *
   * @param callerArn whom AWS has authenticated, where the URL asks for that
   */
  static byte[] of(HttpExchange exchange, byte[] body, Optional<String> callerArn) {
    Map<String, String> headers = headers(exchange);
    String path = exchange.getRequestURI().getRawPath();
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("version", "2.0").put("routeKey", "$default");
    event.put("rawPath", path).put("rawQueryString", query);
    ObjectNode sent = event.putObject("headers");
    headers.forEach(sent::put);
    ObjectNode context = event.putObject("requestContext");
    context.put("accountId", ACCOUNT).put("apiId", "local");
    callerArn.ifPresent(arn -> authorize(context, arn));
    context.put("domainName", headers.getOrDefault("host", "localhost"));
    context.put("domainPrefix", "local");
    context
        .putObject("http")
        .put("method", exchange.getRequestMethod())
        .put("path", path)
        .put("protocol", exchange.getProtocol())
        .put("sourceIp", exchange.getRemoteAddress().getAddress().getHostAddress())
        .put("userAgent", headers.getOrDefault("user-agent", ""));
    Instant now = Instant.now();
    context.put("requestId", UUID.randomUUID().toString());
    context.put("routeKey", "$default").put("stage", "$default");
    context.put("time", TIME.format(now)).put("timeEpoch", now.toEpochMilli());
    boolean text = isText(headers);
    if (body.length > 0) {
      event.put(
          "body",
          text
              ? new String(body, StandardCharsets.UTF_8)
              : Base64.getEncoder().encodeToString(body));
    }
    event.put("isBase64Encoded", body.length > 0 && !text);
    return Answers.bytes(event);
  }

  private static void authorize(ObjectNode context, String arn) {
    context
        .putObject("authorizer")
        .putObject("iam")
        .put("accessKey", "AKIAIOSFODNN7EXAMPLE")
        .put("accountId", ACCOUNT)
        .put("callerId", "AIDACKCEVSQ6C2EXAMPLE")
        .put("userArn", arn)
        .put("userId", "AIDACKCEVSQ6C2EXAMPLE");
  }

  /** Names in lower case; several values of a name become one, with commas between them. */
  private static Map<String, String> headers(HttpExchange exchange) {
    Map<String, List<String>> gathered = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) ->
                gathered
                    .computeIfAbsent(name.toLowerCase(Locale.ROOT), lower -> new ArrayList<>())
                    .addAll(values));
    Map<String, String> headers = new TreeMap<>();
    gathered.forEach((name, values) -> headers.put(name, String.join(",", values)));
    return headers;
  }

  private static boolean isText(Map<String, String> headers) {
    String type = headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
    return type.startsWith("text/")
        || type.startsWith("application/json")
        || type.startsWith("application/xml")
        || type.startsWith("application/javascript");
  }
}
