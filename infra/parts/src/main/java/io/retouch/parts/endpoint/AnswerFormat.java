package io.retouch.parts.endpoint;

/** How an answer hands a picture over. */
public enum AnswerFormat {
  /** A link, in the field {@code url}. */
  URL,
  /** Plain Base64, in the field {@code b64_json}. */
  B64_JSON,
  /** Base64 after {@code data:image/png;base64,}, in the field {@code b64_json}. */
  B64_JSON_DATA_URL
}
