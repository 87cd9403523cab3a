package io.retouch.parts.endpoint;

/** The API says no: a status and what its envelope holds. Thrown by the rules only. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;

  public Refusal(int status, String type, String message) {
    super(message);
    this.status = status;
    this.type = type;
  }

  /** 400: a parameter is missing, unknown or out of its range. */
  public static Refusal parameter(String message) {
    return new Refusal(400, "request_params_invalid", message);
  }

  static Refusal noModel(String model) {
    return new Refusal(400, "model_not_found", "The model " + model + " was not found.");
  }

  static Refusal range(String name, String kind, long least, long most) {
    return parameter("%s must be %s from %d to %d.".formatted(name, kind, least, most));
  }

  /** Characters are code points, as a person counts them. */
  static void ifLonger(String name, String text, int most) throws Refusal {
    if (text.codePointCount(0, text.length()) > most) {
      throw parameter(name + " may have at most " + most + " characters.");
    }
  }

  /** The format that {@code response_format} names; Base64 keeps the prefix of the usual one. */
  static AnswerFormat answerFormat(String text, AnswerFormat usual) throws Refusal {
    if (text.equals("url")) {
      return AnswerFormat.URL;
    }
    if (text.equals("b64_json")) {
      return usual == AnswerFormat.B64_JSON_DATA_URL ? usual : AnswerFormat.B64_JSON;
    }
    throw parameter("response_format must be url or b64_json.");
  }

  public int status() {
    return status;
  }

  public String type() {
    return type;
  }

  /** Says what to change. */
  public String sentence() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
