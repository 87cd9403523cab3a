package io.retouch.local.host;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A JVM function as AWS's runtime interface client calls it. */
public final class TestHandler implements RequestStreamHandler {

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    String content = new String(event.readAllBytes(), StandardCharsets.UTF_8);
    System.out.println("received " + content);
    if (content.equals("\"fail\"")) {
      throw new IllegalStateException("it broke");
    }
    String seen = context.getFunctionName() + " " + (context.getRemainingTimeInMillis() > 1_000);
    answer.write(("\"" + seen + "\"").getBytes(StandardCharsets.UTF_8));
  }
}
