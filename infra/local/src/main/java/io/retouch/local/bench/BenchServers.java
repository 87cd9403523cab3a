package io.retouch.local.bench;

import io.retouch.parts.LocalStore;
import io.retouch.parts.LocalTable;
import io.retouch.parts.PreparedEditApi;
import io.retouch.parts.proxy.CallRecorder;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The servers that all contestants meet, in this process and in memory, and a recorder before each
 * of them, for those whose calls are to be seen.
 */
final class BenchServers implements AutoCloseable {
  static final String UPLOADS = "uploads";
  static final String EDITED = "edited";

  private static final String LEDGER = "retouch";
  private static final String KEY = "pk";
  private static final String PLACES = "place#";

  /** Nobody listens there; an edit that goes well never speaks to the queue. */
  private static final String NOWHERE = "http://127.0.0.1:9";

  private final PreparedEditApi editApi = PreparedEditApi.start();
  private final LocalStore store = LocalStore.inMemory();
  private final LocalTable table = LocalTable.inMemory();
  private final CallRecorder editApiRecorder = CallRecorder.before(editApi.baseUrl());
  private final CallRecorder storeRecorder = CallRecorder.before(store.endpoint());
  private final CallRecorder tableRecorder = CallRecorder.before(table.endpoint());
  private final DynamoDbClient tableClient;

  BenchServers() {
    store.createBucket(UPLOADS);
    store.createBucket(EDITED);
    table.createTable(LEDGER, KEY);
    tableClient =
        DynamoDbClient.builder()
            .endpointOverride(table.endpoint())
            .region(Region.of(table.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(table.accessKeyId(), table.secretAccessKey())))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  LocalStore store() {
    return store;
  }

  PreparedEditApi editApi() {
    return editApi;
  }

  /** One before each server. */
  List<CallRecorder> recorders() {
    return List.of(storeRecorder, tableRecorder, editApiRecorder);
  }

  /** Lets every edit be one that nobody has made before. */
  void forgetEdits() {
    for (Map<String, AttributeValue> row : tableClient.scan(r -> r.tableName(LEDGER)).items()) {
      String key = row.getOrDefault(KEY, AttributeValue.fromS("")).s();
      if (key.startsWith(PLACES)) {
        tableClient.deleteItem(
            r -> r.tableName(LEDGER).key(Map.of(KEY, AttributeValue.fromS(key))));
      }
    }
  }

  /**
   * What the deployment would put into the function's environment.
   *
   * @param recorded whether the function's calls go through the recorders
   */
  Map<String, String> variables(boolean recorded, boolean ledger) {
    URI storeFront = recorded ? storeRecorder.endpoint() : store.endpoint();
    URI tableFront = recorded ? tableRecorder.endpoint() : table.endpoint();
    URI editApiFront = recorded ? editApiRecorder.endpoint() : editApi.baseUrl();
    Map<String, String> variables = new HashMap<>();
    variables.put("AWS_REGION", store.region());
    variables.put("AWS_DEFAULT_REGION", store.region());
    variables.put("AWS_ACCESS_KEY_ID", store.accessKeyId());
    variables.put("AWS_SECRET_ACCESS_KEY", store.secretAccessKey());
    variables.put("AWS_ENDPOINT_URL_S3", storeFront.toString());
    variables.put("AWS_ENDPOINT_URL_SQS", NOWHERE);
    variables.put("QUARKUS_FUNQY_EXPORT", "upload");
    variables.put("STEP_BASE_URL", editApiFront.toString());
    variables.put("STEP_API_KEY", editApi.apiKey());
    if (ledger) {
      variables.put("AWS_ENDPOINT_URL_DYNAMODB", tableFront.toString());
      variables.put("RETOUCH_LEDGER_TABLE", LEDGER);
    }
    return variables;
  }

  @Override
  public void close() {
    recorders().forEach(CallRecorder::close);
    tableClient.close();
    table.close();
    store.close();
    editApi.close();
  }
}
