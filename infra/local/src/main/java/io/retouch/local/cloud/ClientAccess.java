package io.retouch.local.cloud;

import java.net.URI;
import java.util.Objects;

/**
 * What a client has to know. The credentials open nothing but this cloud.
 *
 * @param store the object store's endpoint
 * @param queue the queue server's endpoint
 * @param queueUrl the upload queue's URL
 * @param deadLetterUrl the dead-letter queue's URL
 */
public record ClientAccess(
    URI store,
    URI queue,
    URI queueUrl,
    URI deadLetterUrl,
    String region,
    String accessKeyId,
    String secretAccessKey) {

  public ClientAccess {
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(queue, "queue");
    Objects.requireNonNull(queueUrl, "queueUrl");
    Objects.requireNonNull(deadLetterUrl, "deadLetterUrl");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(accessKeyId, "accessKeyId");
    Objects.requireNonNull(secretAccessKey, "secretAccessKey");
  }
}
