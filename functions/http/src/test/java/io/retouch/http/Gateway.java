package io.retouch.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.amazon.lambda.http.LambdaHttpHandler;
import io.retouch.parts.FunctionUrl;
import io.retouch.parts.FunctionUrl.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A function URL before the handler that Lambda calls, in this process. */
final class Gateway {
  /** As long as Lambda lets the function run by default of the deployment. */
  private static final int PATIENCE_SECONDS = 60;

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Gateway() {}

  /** A function URL; whoever opens it closes it. */
  static FunctionUrl open(Optional<String> callerArn) {
    return FunctionUrl.start(0, callerArn, Gateway::invoke);
  }

  /**
   * Hands the handler an event as it is, and gives its answer as JSON.
   *
   * @throws IllegalStateException if there is none in time; Lambda would end the function then
   */
  static Reply invoke(byte[] event) {
    try {
      APIGatewayV2HTTPEvent read = JSON.readValue(event, APIGatewayV2HTTPEvent.class);
      return Reply.answered(JSON.writeValueAsString(answer(read)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event) {
    try {
      return CompletableFuture.supplyAsync(() -> new LambdaHttpHandler().handleRequest(event, null))
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("no answer to " + event, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
