package io.retouch.local.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchAnswerTest {
  private static final Set<String> BATCH = Set.of("a", "b", "c");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  \n",
        "null",
        "{}",
        "{\"batchItemFailures\":null}",
        "{\"batchItemFailures\":[]}",
        "{\"statusCode\":500}"
      })
  void takesAllForDoneWhereNothingFailed(String json) {
    BatchAnswer answer = BatchAnswer.read(json, BATCH);

    assertThat(answer.failed()).isEmpty();
    assertThat(answer.problem()).isEmpty();
  }

  @Test
  void knowsWhichMessagesFailed() {
    BatchAnswer answer =
        BatchAnswer.read(
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"c\",\"more\":1},"
                + "{\"itemIdentifier\":\"a\"},{\"itemIdentifier\":\"c\"}]}",
            BATCH);

    assertThat(answer.failed()).containsExactlyInAnyOrder("a", "c");
    assertThat(answer.problem()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "{\"batchItemFailures\":[]",
        "{} {}",
        "\"done\"",
        "[]",
        "1",
        "{\"batchItemFailures\":{}}",
        "{\"batchItemFailures\":\"a\"}",
        "{\"batchItemFailures\":[\"a\"]}",
        "{\"batchItemFailures\":[null]}",
        "{\"batchItemFailures\":[{}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":1}]}",
        "{\"batchItemFailures\":[{\"messageId\":\"a\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"},{\"itemIdentifier\":\"unknown\"}]}"
      })
  void takesNothingForDoneWhereTheAnswerCannotBeUnderstood(String json) {
    BatchAnswer answer = BatchAnswer.read(json, BATCH);

    assertThat(answer.failed()).isEqualTo(BATCH);
    assertThat(answer.problem()).isPresent();
  }
}
