package io.retouch.preset;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads which queue uploads come from. */
final class QueueReader {
  private static final String QUEUE = "retouch.queue";

  /** Amazon SQS Developer Guide, "Amazon SQS standard queue quotas": queue name. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,80}");

  private final Problems problems;

  QueueReader(Problems problems) {
    this.problems = problems;
  }

  Optional<String> read(Optional<String> value) {
    if (value.isEmpty()) {
      return value;
    }
    String queue = value.get().trim();
    if (queue.endsWith(".fifo")) {
      problems.add(
          QUEUE, "is a FIFO queue, which S3 does not announce uploads to; use a standard one.");
    } else if (!NAME.matcher(queue).matches() && !isUrl(queue)) {
      problems.add(
          QUEUE,
          ("\"%s\" is neither a queue's name (1 to 80 letters, digits, hyphens and underscores) nor its"
                  + " URL; write it as in uploads, or as in"
                  + " https://sqs.eu-central-1.amazonaws.com/123456789012/uploads.")
              .formatted(queue));
    }
    return Optional.of(queue);
  }

  private static boolean isUrl(String queue) {
    try {
      URI url = URI.create(queue);
      boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      return web && url.getHost() != null && String.valueOf(url.getPath()).length() > 1;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
