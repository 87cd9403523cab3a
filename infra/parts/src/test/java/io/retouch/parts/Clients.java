package io.retouch.parts;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The AWS SDK's clients as they come, pointed at the local parts. */
final class Clients {
  private Clients() {}

  static SqsClient of(LocalQueue queue) {
    return pointed(
            SqsClient.builder(),
            queue.endpoint(),
            queue.region(),
            queue.accessKeyId(),
            queue.secretAccessKey())
        .build();
  }

  static DynamoDbClient of(LocalTable table) {
    return pointed(
            DynamoDbClient.builder(),
            table.endpoint(),
            table.region(),
            table.accessKeyId(),
            table.secretAccessKey())
        .build();
  }

  /** Without chunks, see LocalStore: a client that meets a reset would put once more. */
  static S3Client of(LocalStore store) {
    return pointed(
            S3Client.builder()
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .serviceConfiguration(c -> c.chunkedEncodingEnabled(false)),
            store.endpoint(),
            store.region(),
            store.accessKeyId(),
            store.secretAccessKey())
        .build();
  }

  private static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B pointed(
      B builder, URI endpoint, String region, String id, String secret) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret)))
        .httpClient(UrlConnectionHttpClient.create());
  }
}
