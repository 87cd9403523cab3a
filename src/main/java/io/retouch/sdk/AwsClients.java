package io.retouch.sdk;

import io.quarkus.runtime.Startup;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The clients. Their settings are read when the function starts, so that a wrong one is told before
 * any picture comes; each client is made when an adapter first needs it, as most edits never speak
 * to a queue or to the Parameter Store.
 *
 * <p>They are made by the SDK's own builders, as mapping every setting that Quarkus' extensions
 * have for four services took a third of a function's start. All speak through {@link
 * SharedHttpClient}; nothing may hang until the function is killed.
 */
@Startup
@Singleton
final class AwsClients {
  /** How long a server may be silent while it makes a small answer. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  /** The same while it takes or hands over a picture. */
  private static final Duration STORE_SILENCE = Duration.ofSeconds(10);

  private final AwsService store;
  private final AwsService table;
  private final AwsService queues;
  private final AwsService parameters;
  private final SharedHttpClient http = new SharedHttpClient();

  @Inject
  AwsClients(SmallRyeConfig config) {
    store = AwsService.of(config, "s3");
    table = AwsService.of(config, "dynamodb");
    queues = AwsService.of(config, "sqs");
    parameters = AwsService.of(config, "ssm");
  }

  /**
   * The object store. No checksums are sent beside those that TLS and the signature bring:
   * computing them costs processor time, and needs chunked bodies that stores other than S3 do not
   * always understand. Such stores are spoken to with the bucket's name in the path, as not all of
   * them have a host for each bucket.
   */
  @Produces
  @Singleton
  S3Client s3() {
    return configured(S3Client.builder(), store, STORE_SILENCE)
        .forcePathStyle(store.endpoint().isPresent())
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
        .overrideConfiguration(all -> all.addExecutionInterceptor(new NoExpectation()))
        .build();
  }

  /** Signs links to objects in the same store. */
  @Produces
  @Singleton
  S3Presigner presigner() {
    S3Presigner.Builder builder =
        S3Presigner.builder()
            .serviceConfiguration(
                S3Configuration.builder()
                    .pathStyleAccessEnabled(store.endpoint().isPresent())
                    .build());
    store.endpoint().ifPresent(builder::endpointOverride);
    store.region().ifPresent(builder::region);
    store.credentials().ifPresent(builder::credentialsProvider);
    return builder.build();
  }

  /** The ledger's table. */
  @Produces
  @Singleton
  DynamoDbClient dynamoDb() {
    return configured(DynamoDbClient.builder(), table, SILENCE).build();
  }

  /** The queues of uploads. */
  @Produces
  @Singleton
  SqsClient sqs() {
    return configured(SqsClient.builder(), queues, SILENCE).build();
  }

  /** The Parameter Store of AWS Systems Manager, which keeps API keys. */
  @Produces
  @Singleton
  SsmClient ssm() {
    return configured(SsmClient.builder(), parameters, SILENCE).build();
  }

  private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B configured(
      B builder, AwsService service, Duration silence) {
    service.endpoint().ifPresent(builder::endpointOverride);
    service.region().ifPresent(builder::region);
    service.credentials().ifPresent(builder::credentialsProvider);
    return builder.httpClient(http.waiting(silence));
  }

  @PreDestroy
  void close() {
    http.close();
  }

  void close(@Disposes S3Client client) {
    client.close();
  }

  void close(@Disposes S3Presigner presigner) {
    presigner.close();
  }

  void close(@Disposes DynamoDbClient client) {
    client.close();
  }

  void close(@Disposes SqsClient client) {
    client.close();
  }

  void close(@Disposes SsmClient client) {
    client.close();
  }
}
