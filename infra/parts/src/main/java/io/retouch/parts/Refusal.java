package io.retouch.parts;

/** The API says no: a status and what its envelope holds. Thrown by the rules only. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;

  Refusal(int status, String type, String message) {
    super(message);
    this.status = status;
    this.type = type;
  }

  /** 400: a parameter is missing, unknown or out of its range. */
  static Refusal parameter(String message) {
    return new Refusal(400, "request_params_invalid", message);
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  String sentence() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
