package io.retouch.local.cloud;

import io.retouch.local.host.FunctionPool;
import io.retouch.local.host.PoolListener;
import io.retouch.local.mapping.Batch;
import io.retouch.local.mapping.BatchResult;
import io.retouch.local.mapping.EventSourceMapping;
import io.retouch.local.mapping.MappingListener;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What takes the messages: the event source mapping and the function's processes. */
record Consumers(SqsClient client, FunctionPool pool, EventSourceMapping mapping)
    implements AutoCloseable {
  private static final String FUNCTION = "retouch-upload";

  /** Unpacks the function and starts to poll; a process is started for the first message. */
  static Consumers start(
      CloudSettings settings,
      Servers servers,
      Map<String, String> variables,
      Edits edits,
      CloudListener listener) {
    FunctionPool pool = pool(settings, variables, edits, listener);
    URI queueUrl = servers.queue().url(LocalCloud.QUEUE);
    SqsClient client = servers.client();
    EventSourceMapping mapping =
        EventSourceMapping.builder(client, queueUrl, servers.queue().arn(LocalCloud.QUEUE), pool)
            .batchSize(settings.batchSize())
            .window(settings.batchWindow())
            .listener(told(listener))
            .start();
    return new Consumers(client, pool, mapping);
  }

  private static FunctionPool pool(
      CloudSettings settings, Map<String, String> variables, Edits edits, CloudListener listener) {
    try {
      return FunctionPool.open(
          FUNCTION,
          settings.artifact(),
          Optional.of(settings.configuration()),
          variables,
          settings.limits(),
          settings.functions(),
          settings.freezes(),
          lines(edits, listener));
    } catch (IOException e) {
      throw new CloudException("The function cannot be unpacked: " + e + ".", e);
    }
  }

  private static PoolListener lines(Edits edits, CloudListener listener) {
    return new PoolListener() {
      @Override
      public void line(int process, String line) {
        listener.functionLine(process, line);
        Outcome.parse(line).ifPresent(edits::told);
      }
    };
  }

  private static MappingListener told(CloudListener listener) {
    return new MappingListener() {
      @Override
      public void ended(Batch batch, BatchResult result) {
        listener.delivered(result.result());
        listener.ended(batch, result);
      }

      @Override
      public void notDeleted(Batch batch, Set<String> messageIds, String reason) {
        listener.problem(reason);
      }

      @Override
      public void notPolled(String reason, Duration pause) {
        listener.problem(reason);
      }
    };
  }

  @Override
  public void close() {
    mapping.close();
    pool.close();
    client.close();
  }
}
