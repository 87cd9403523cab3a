package io.retouch.parts.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How an API writes answers and errors. */
public enum Shape {
  /** {@code stepfun-images-edits.md}, "请求响应" and the last example, which has an id. */
  STEPFUN,
  /** {@code stepfun-image2image.md}, "请求响应": as above, without an id. */
  STEPFUN_WITHOUT_ID,
  /** {@code modelverse-step1x-edit.md}, "响应"; its errors' codes are those of {@code FACTS.md}. */
  MODELVERSE {
    @Override
    public int status(int planned) {
      // Moderation is told by its code; the status says no more than "refused".
      return planned == 451 ? 400 : planned;
    }

    @Override
    public ObjectNode error(int status, String type, String message, String requestId) {
      String kind = status < 500 ? "invalid_request_error" : "server_error";
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      answer
          .putObject("error")
          .put("message", message)
          .put("type", kind)
          .put("param", requestId)
          .put("code", code(status, type));
      return answer;
    }

    private String code(int status, String type) {
      return switch (status) {
        case 400 -> type.equals("model_not_found") ? "model_error" : "param_error";
        case 401 -> "auth_error";
        case 408 -> "timeout";
        case 429 -> "rate_limit";
        case 451 -> "sensitive_check_error";
        case 500 -> "internal_error";
        case 503 -> "model_server_error";
        case 504 -> "gateway_timeout_error";
        default -> type;
      };
    }
  },
  /** {@code FACTS.md}, "OpenAI compatibility"; every answer carries {@code x-request-id}. */
  OPENAI {
    @Override
    public ObjectNode error(int status, String type, String message, String requestId) {
      String kind = status < 500 ? "invalid_request_error" : "server_error";
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      answer
          .putObject("error")
          .put("message", message)
          .put("type", kind)
          .putNull("param")
          .put("code", type);
      return answer;
    }
  };

  /** The status that stands for a planned one. */
  public int status(int planned) {
    return planned;
  }

  /**
   * An error's body.
   *
   * @param status before {@link #status(int)}
   */
  public ObjectNode error(int status, String type, String message, String requestId) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.putObject("error").put("message", message).put("type", type);
    return answer;
  }

  /** Whether answers and errors carry the header {@code x-request-id}. */
  public boolean hasRequestId() {
    return this == OPENAI;
  }

  /** An answer without pictures yet; {@link #pictures} finds the array. */
  public ObjectNode answer(String id, long created) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    if (this == STEPFUN) {
      answer.put("id", id);
    }
    answer.put("created", created).putArray("data");
    if (this == MODELVERSE) {
      answer.putObject("usage").putObject("input_tokens_details");
    }
    return answer;
  }

  /** Where the pictures go. */
  public static ArrayNode pictures(ObjectNode answer) {
    return answer.withArray("/data");
  }

  /** Completes a picture's entry, of whose picture nothing is there if it was blocked. */
  public void describe(ObjectNode picture, boolean blocked, long seed) {
    if (this == STEPFUN || this == STEPFUN_WITHOUT_ID) {
      picture.put("finish_reason", blocked ? "content_filtered" : "success").put("seed", seed);
    }
  }
}
