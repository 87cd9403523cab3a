package io.retouch.parts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * A process of its own that holds a queue, sends numbered messages, receives ten of them and
 * deletes one, prints what is left and "done", and then waits to be killed.
 */
final class QueueProcess {
  private QueueProcess() {}

  static Process start(Path data, int messages) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            QueueProcess.class.getName(),
            data.toString(),
            Integer.toString(messages))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** The process. */
  public static void main(String[] arguments) throws InterruptedException {
    LocalQueue queue = LocalQueue.builder().data(Path.of(arguments[0])).start();
    queue.createQueue("uploads", Duration.ofMinutes(5));
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      queue.send("uploads", "message " + i);
    }
    SqsClient client = Clients.of(queue);
    String url = queue.url("uploads").toString();
    Message deleted =
        client.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10)).messages().get(0);
    client.deleteMessage(r -> r.queueUrl(url).receiptHandle(deleted.receiptHandle()));
    queue.bodies("uploads").forEach(System.out::println);
    System.out.println("done");
    new CountDownLatch(1).await();
  }
}
