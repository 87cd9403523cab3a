package io.retouch.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retouch.parts.proxy.RecordedCall;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepTest {
  private static final URI TABLE = URI.create("http://127.0.0.1:1");

  private static RecordedCall call(String operation, String path, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new RecordedCall(operation, "POST", path, new byte[0], bytes, false, 200, 0, 1);
  }

  private static List<String> names(RecordedCall... calls) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < calls.length; i++) {
      names.add(Step.name(List.of(calls), i));
    }
    return names;
  }

  @Test
  void namesTheRequestsOfAnEditWithALink() {
    List<String> names =
        names(
            call("GetObject", "/uploads/url/p.jpg", ""),
            call("HeadBucket", "/edited", ""),
            call("GetItem", "/", ""),
            call("UpdateItem", "/", ""),
            call("TransactWriteItems", "/", ""),
            call("images/edits", "/v1/images/edits", ""),
            call("UpdateItem", "/", ""),
            call("results", "/results/1.png", ""),
            call("PutObject", "/edited/url/p.png", ""),
            call("UpdateItem", "/", ""));

    assertThat(names)
        .containsExactly(
            "fetch source",
            "prove bucket",
            "claim: read",
            "claim",
            "submit",
            "call",
            "checkpoint",
            "fetch result",
            "put",
            "done");
  }

  @Test
  void tellsAKeptAnswerFromTheResult() {
    List<String> names =
        names(
            call("images/edits", "/v1/images/edits", ""),
            call("PutObject", "/edited/.retouch/answers/1", ""),
            call("UpdateItem", "/", ""),
            call("PutObject", "/edited/b64_json/p.png", ""),
            call("UpdateItem", "/", ""),
            call("DeleteObject", "/edited/.retouch/answers/1", ""));

    assertThat(names)
        .containsExactly("call", "keep answer", "checkpoint", "put", "done", "forget answer");
  }

  @Test
  void renewsTheTokenOfATransactionAndNothingElse() {
    String token = "0f8fad5b-d9cb-469f-a165-70867728950e";
    String body = "{\"TransactItems\":[],\"ClientRequestToken\":\"" + token + "\",\"x\":1}";
    Step step = new Step("submit", TABLE, call("TransactWriteItems", "/", body));

    String renewed = new String(Floor.renewed(step).call().body(), StandardCharsets.UTF_8);

    assertThat(renewed).hasSameSizeAs(body).isNotEqualTo(body);
    assertThat(renewed.replaceAll("[0-9a-f-]{36}", token)).isEqualTo(body);
  }

  @Test
  void leavesOtherRequestsAsTheyWere() {
    Step step = new Step("claim", TABLE, call("UpdateItem", "/", "{}"));

    assertThat(Floor.renewed(step)).isSameAs(step);
  }

  @Test
  void refusesABodyThatTheHeadDoesNotKnow() {
    RecordedCall call = call("UpdateItem", "/", "{}");

    assertThatThrownBy(() -> call.withBody(new byte[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
