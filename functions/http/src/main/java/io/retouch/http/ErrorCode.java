package io.retouch.http;

import java.util.Locale;

/**
 * What can go wrong, in words that stay: clients may compare {@code error.code}. The README's table
 * is held against this list by a test.
 */
enum ErrorCode {
  UNAUTHENTICATED(401, Type.AUTHENTICATION, Retry.NEVER, "Who calls is not known."),
  KEY_NOT_ALLOWED(403, Type.PERMISSION, Retry.NEVER, "The preset does not edit this object."),
  NOT_FOUND(404, Type.REQUEST, Retry.NEVER, "There is nothing here."),
  PRESET_NOT_FOUND(404, Type.REQUEST, Retry.NEVER, "There is no such preset for this caller."),
  SOURCE_NOT_FOUND(404, Type.REQUEST, Retry.NEVER, "There is no such object."),
  EDIT_NOT_FOUND(404, Type.REQUEST, Retry.NEVER, "There is no such edit."),
  METHOD_NOT_ALLOWED(405, Type.REQUEST, Retry.NEVER, "This path does not take this method."),
  NOT_ACCEPTABLE(406, Type.REQUEST, Retry.NEVER, "Answers are JSON; accept that."),
  UNSUPPORTED_MEDIA_TYPE(
      415, Type.REQUEST, Retry.NEVER, "Send multipart/form-data or application/json."),
  INVALID_REQUEST(400, Type.REQUEST, Retry.NEVER, "The request cannot be understood."),
  INVALID_BODY(400, Type.REQUEST, Retry.NEVER, "The body cannot be read."),
  INVALID_HEADER(400, Type.REQUEST, Retry.NEVER, "A header cannot be used."),
  INVALID_FIELD(400, Type.REQUEST, Retry.NEVER, "A field holds what it cannot hold."),
  MISSING_FIELD(400, Type.REQUEST, Retry.NEVER, "A field is missing."),
  UNKNOWN_FIELD(400, Type.REQUEST, Retry.NEVER, "The preset takes no such field."),
  PROMPT_NOT_ALLOWED(
      400,
      Type.REQUEST,
      Retry.NEVER,
      "The preset has a prompt of its own; leave the prompt out or empty."),
  SEVERAL_IMAGES(400, Type.REQUEST, Retry.NEVER, "A request edits one image; send several."),
  EMPTY_IMAGE(400, Type.REQUEST, Retry.NEVER, "The image is empty."),
  INVALID_BASE64(400, Type.REQUEST, Retry.NEVER, "The image is not a base64 data URL."),
  BODY_TOO_LARGE(
      413,
      Type.REQUEST,
      Retry.NEVER,
      "The request is too large; ask POST /v1/uploads for a link and put the file there."),
  IDEMPOTENCY_MISMATCH(
      422,
      Type.REQUEST,
      Retry.NEVER,
      "This Idempotency-Key was used for another request; use a new one."),
  INVALID_IMAGE(400, Type.REQUEST, Retry.NEVER, "The file is no picture that can be read."),
  FORMAT_NOT_SUPPORTED(
      400, Type.REQUEST, Retry.NEVER, "The model does not take this picture's format; convert it."),
  TOO_MANY_PIXELS(
      400,
      Type.REQUEST,
      Retry.NEVER,
      "The picture is larger than the model takes; make it smaller."),
  TOO_MANY_BYTES(
      400, Type.REQUEST, Retry.NEVER, "The file is larger than the model takes; compress it more."),
  INVALID_OVERRIDE(
      400,
      Type.REQUEST,
      Retry.NEVER,
      "The object's own metadata asks for what cannot be; change it."),
  IMAGE_REFUSED(400, Type.REQUEST, Retry.NEVER, "The edit API refused the picture or a field."),
  MODERATION(400, Type.REQUEST, Retry.NEVER, "The edit API refused the content."),
  NOTHING_TO_DO(
      409,
      Type.REQUEST,
      Retry.NEVER,
      "Nothing was edited: it is a result itself, its metadata asks for no edit, or its result is"
          + " there and is not overwritten."),
  PLACE_TAKEN(
      409,
      Type.REQUEST,
      Retry.NEVER,
      "The result would overwrite that of another file; rename it."),
  IN_PROGRESS(
      409, Type.CONFLICT, Retry.LATER, "This edit is being made; ask again to get its result."),
  RATE_LIMITED(429, Type.RATE, Retry.LATER, "The edit API is busy; try again later."),
  BUDGET_SPENT(429, Type.RATE, Retry.NEVER, "The budget is spent; try again tomorrow."),
  SPENDING_STOPPED(503, Type.SERVER, Retry.NEVER, "Editing was stopped by an operator."),
  MISCONFIGURED(
      503,
      Type.SERVER,
      Retry.NEVER,
      "The edit API cannot be used as configured; an operator has to."),
  UNAVAILABLE(503, Type.SERVER, Retry.LATER, "This cannot be done right now; try again soon."),
  UNKNOWN_OUTCOME(
      504,
      Type.SERVER,
      Retry.NEVER,
      "The edit may have been made and paid for without a result; it is not tried again by"
          + " itself."),
  INTERNAL_ERROR(
      500, Type.SERVER, Retry.NEVER, "Something broke; the log knows it by the request id.");

  private final int status;
  private final Type type;
  private final Retry retry;
  private final String sentence;

  ErrorCode(int status, Type type, Retry retry, String sentence) {
    this.status = status;
    this.type = type;
    this.retry = retry;
    this.sentence = sentence;
  }

  /** The HTTP status. */
  int status() {
    return status;
  }

  /** The family, in OpenAI's words. */
  String type() {
    return type.word;
  }

  /** Whether the same request may succeed by itself, without being paid for twice. */
  boolean isRetryable() {
    return retry == Retry.LATER;
  }

  /** What to say where there is nothing more exact. */
  String sentence() {
    return sentence;
  }

  /** The stable word. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private enum Retry {
    NEVER,
    LATER
  }

  private enum Type {
    REQUEST("invalid_request_error"),
    AUTHENTICATION("authentication_error"),
    PERMISSION("permission_error"),
    CONFLICT("conflict_error"),
    RATE("rate_limit_error"),
    SERVER("server_error");

    private final String word;

    Type(String word) {
      this.word = word;
    }
  }
}
