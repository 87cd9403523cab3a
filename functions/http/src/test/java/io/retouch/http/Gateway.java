package io.retouch.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.amazon.lambda.http.LambdaHttpHandler;
import io.retouch.parts.FunctionUrl;
import io.retouch.parts.FunctionUrl.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** A function URL before the handler that Lambda calls, in this process. */
final class Gateway {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Gateway() {}

  /** A function URL; whoever opens it closes it. */
  static FunctionUrl open(Optional<String> callerArn) {
    return FunctionUrl.start(0, callerArn, Gateway::invoke);
  }

  /** Hands the handler an event as it is, and gives its answer as JSON. */
  static Reply invoke(byte[] event) {
    try {
      APIGatewayV2HTTPEvent read = JSON.readValue(event, APIGatewayV2HTTPEvent.class);
      return Reply.answered(
          JSON.writeValueAsString(new LambdaHttpHandler().handleRequest(read, null)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
