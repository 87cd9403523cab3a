package io.retouch.edit;

import java.util.List;

/** Port to the queue that jobs are sent to, by somebody who does none of them. */
public interface JobSender {
  /**
   * Sends jobs, to be done as soon as somebody is free.
   *
   * @param queue the queue's name or URL
   * @param bodies what is to be received, each as a message of its own; any number
   * @throws QueueException if not all of them are known to be sent: some may be
   */
  void send(String queue, List<String> bodies);
}
