package io.retouch.local.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a function's answer says about the messages of its batch, by the rules of {@code
 * ReportBatchItemFailures}.
 *
 * @param failed the ids of the messages that failed
 * @param problem a sentence, where the answer cannot be understood and so all of them failed
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">
 *     Handling errors for an SQS event source in Lambda</a>
 */
record BatchAnswer(Set<String> failed, Optional<String> problem) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  BatchAnswer {
    failed = Set.copyOf(failed);
    Objects.requireNonNull(problem, "problem");
  }

  static BatchAnswer allFailed(Set<String> messageIds, String problem) {
    return new BatchAnswer(messageIds, Optional.of(problem));
  }

  /**
   * Reads an answer. Nothing at all, {@code null}, and an object whose list is missing, {@code
   * null} or empty say that everything succeeded. What is no JSON, no object, or names something
   * that is not in the batch says that everything failed, as nothing may be deleted that was not
   * done.
   */
  static BatchAnswer read(String json, Set<String> messageIds) {
    if (json.isBlank()) {
      return allSucceeded();
    }
    JsonNode answer;
    try {
      answer = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      return allFailed(messageIds, "The function's answer is no JSON.");
    }
    if (answer.isNull()) {
      return allSucceeded();
    }
    if (!answer.isObject()) {
      return allFailed(messageIds, "The function's answer is no JSON object.");
    }
    JsonNode failures = answer.path("batchItemFailures");
    if (failures.isMissingNode() || failures.isNull()) {
      return allSucceeded();
    }
    if (!failures.isArray()) {
      return allFailed(messageIds, "batchItemFailures in the function's answer is no list.");
    }
    return named(failures, messageIds);
  }

  private static BatchAnswer named(JsonNode failures, Set<String> messageIds) {
    Set<String> failed = new LinkedHashSet<>();
    for (JsonNode failure : failures) {
      JsonNode id = failure.path("itemIdentifier");
      if (!id.isTextual() || id.textValue().isEmpty()) {
        return allFailed(messageIds, "A batchItemFailure has no itemIdentifier.");
      }
      if (!messageIds.contains(id.textValue())) {
        return allFailed(
            messageIds, "A batchItemFailure names a message that is not in the batch.");
      }
      failed.add(id.textValue());
    }
    return new BatchAnswer(failed, Optional.empty());
  }

  private static BatchAnswer allSucceeded() {
    return new BatchAnswer(Set.of(), Optional.empty());
  }
}
