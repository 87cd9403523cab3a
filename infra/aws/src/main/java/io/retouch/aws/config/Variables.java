package io.retouch.aws.config;

import io.retouch.aws.stage.Stage;
import java.util.Map;
import java.util.TreeMap;

/**
 * The environment that the deployment gives to the functions. What CloudFormation names only when
 * it deploys has a stand-in here, by which it is recognised in the configuration.
 */
public final class Variables {
  public static final String UPLOAD_BUCKET = "RETOUCH_UPLOAD_BUCKET";
  public static final String OUTPUT_BUCKET = "RETOUCH_OUTPUT_BUCKET";
  public static final String LEDGER_TABLE = "RETOUCH_LEDGER_TABLE";
  public static final String UPLOAD_QUEUE = "RETOUCH_QUEUE";
  public static final String TIME_LIMIT = "RETOUCH_TIME_LIMIT";
  public static final String API_KEY_PARAMETER = "RETOUCH_API_KEY_PARAMETER";

  /** Who is let in by the HTTP function; overrides {@code retouch.http.access}. */
  public static final String HTTP_ACCESS = "RETOUCH_HTTP_ACCESS";

  /** Where tokens are; overrides {@code retouch.http.tokens-parameter}. */
  public static final String HTTP_TOKENS_PARAMETER = "RETOUCH_HTTP_TOKENS_PARAMETER";

  private Variables() {}

  /** All of them, as they are known before anything is deployed. */
  public static Map<String, String> of(Stage stage) {
    Map<String, String> variables = new TreeMap<>(stage.environment());
    variables.put(UPLOAD_BUCKET, stage.data().uploadBucket().orElse("the-upload-bucket"));
    variables.put(OUTPUT_BUCKET, stage.data().outputBucket().orElse("the-output-bucket"));
    variables.put(LEDGER_TABLE, stage.data().ledgerTable().orElse("the-ledger-table"));
    variables.put(UPLOAD_QUEUE, "the-upload-queue");
    variables.put(TIME_LIMIT, stage.function().timeLimitSeconds() + "s");
    variables.put(API_KEY_PARAMETER, stage.apiKeyParameter());
    return variables;
  }
}
