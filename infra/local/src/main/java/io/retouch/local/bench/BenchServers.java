package io.retouch.local.bench;

import io.retouch.local.bench.Scene.Network;
import io.retouch.parts.LocalStore;
import io.retouch.parts.LocalTable;
import io.retouch.parts.PreparedEditApi;
import io.retouch.parts.proxy.CallRecorder;
import io.retouch.parts.proxy.LocalCertificate;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
  private final Map<Network, Lines> lines = new HashMap<>();
  private @Nullable LocalCertificate certificate;

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
   * Where a function finds the servers.
   *
   * @param store the object store
   * @param table the ledger
   * @param editApi the edit API's base URL
   */
  record Fronts(URI store, URI table, URI editApi) {}

  /** Through the recorders, which see plain HTTP on this machine. */
  Fronts recorded() {
    return new Fronts(
        storeRecorder.endpoint(), tableRecorder.endpoint(), editApiRecorder.endpoint());
  }

  /** Straight, or through lines that make the network what it is to be. */
  Fronts across(Network network) {
    if (network.equals(Network.LOCAL)) {
      return new Fronts(store.endpoint(), table.endpoint(), editApi.baseUrl());
    }
    return lines.computeIfAbsent(network, this::open).fronts();
  }

  private Lines open(Network network) {
    return Lines.open(
        across(Network.LOCAL),
        network.roundTrip(),
        network.encrypted() ? Optional.of(certificate()) : Optional.empty());
  }

  private LocalCertificate certificate() {
    if (certificate == null) {
      certificate = LocalCertificate.create();
    }
    return certificate;
  }

  /** What a function has to be started with to trust the servers. */
  List<String> options(Network network) {
    return network.encrypted() ? certificate().trustOptions() : List.of();
  }

  /** What the deployment would put into the function's environment. */
  Map<String, String> variables(Fronts fronts, boolean ledger) {
    Map<String, String> variables = new HashMap<>();
    variables.put("AWS_REGION", store.region());
    variables.put("AWS_DEFAULT_REGION", store.region());
    variables.put("AWS_ACCESS_KEY_ID", store.accessKeyId());
    variables.put("AWS_SECRET_ACCESS_KEY", store.secretAccessKey());
    variables.put("AWS_ENDPOINT_URL_S3", fronts.store().toString());
    variables.put("AWS_ENDPOINT_URL_SQS", NOWHERE);
    variables.put("QUARKUS_FUNQY_EXPORT", "upload");
    variables.put("STEP_BASE_URL", fronts.editApi().toString());
    variables.put("STEP_API_KEY", editApi.apiKey());
    if (ledger) {
      variables.put("AWS_ENDPOINT_URL_DYNAMODB", fronts.table().toString());
      variables.put("RETOUCH_LEDGER_TABLE", LEDGER);
    }
    return variables;
  }

  @Override
  public void close() {
    lines.values().forEach(Lines::close);
    if (certificate != null) {
      certificate.close();
    }
    recorders().forEach(CallRecorder::close);
    tableClient.close();
    table.close();
    store.close();
    editApi.close();
  }
}
