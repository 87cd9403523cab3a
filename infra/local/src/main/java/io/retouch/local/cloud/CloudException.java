package io.retouch.local.cloud;

/** Why the cloud cannot be started. The message is one sentence for the person. */
public final class CloudException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CloudException(String sentence) {
    super(sentence);
  }

  public CloudException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
