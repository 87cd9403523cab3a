package io.retouch.parts.proxy;

import java.util.Optional;

/** DynamoDB, and SQS since 2023: {@code X-Amz-Target: DynamoDB_20120810.PutItem}. */
final class TargetOperations implements Operations {
  @Override
  public Optional<String> nameOf(Request request) {
    return request
        .field("x-amz-target")
        .map(target -> target.substring(target.lastIndexOf('.') + 1));
  }
}
