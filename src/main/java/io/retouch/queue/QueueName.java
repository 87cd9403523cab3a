package io.retouch.queue;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A queue's name, and whose it is.
 *
 * @param owner the AWS account; empty where the queue belongs to a local server
 */
record QueueName(String name, Optional<String> owner) {
  private static final Pattern ARN = Pattern.compile("arn:[^:]+:sqs:[^:]*:([^:]*):([^:]+)");
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

  /** What ElasticMQ and other local servers put in an account's place. */
  private static final String NO_ACCOUNT = "000000000000";

  /** Reads {@code arn:aws:sqs:REGION:ACCOUNT:NAME}; nothing if the text is of another form. */
  static Optional<QueueName> ofArn(String arn) {
    Matcher parts = ARN.matcher(arn);
    if (!parts.matches()) {
      return Optional.empty();
    }
    return Optional.of(new QueueName(parts.group(2), account(parts.group(1))));
  }

  private static Optional<String> account(String account) {
    return Optional.of(account)
        .filter(digits -> ACCOUNT.matcher(digits).matches())
        .filter(digits -> !digits.equals(NO_ACCOUNT));
  }
}
