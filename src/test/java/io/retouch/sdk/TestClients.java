package io.retouch.sdk;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The clients as they are in a function, for tests of what speaks through them. */
public final class TestClients {
  private TestClients() {}

  /** A client of the store at this address. */
  public static S3Client s3(URI endpoint, String region, String id, String secret) {
    return clients(settings(endpoint, region, id, secret)).s3();
  }

  /** A presigner of links to the store at this address. */
  public static S3Presigner presigner(URI endpoint, String region, String id, String secret) {
    return clients(settings(endpoint, region, id, secret)).presigner();
  }

  private static Map<String, String> settings(
      URI endpoint, String region, String id, String secret) {
    return Map.of(
        "aws.endpoint-url-s3", endpoint.toString(),
        "aws.region-s3", region,
        "aws.access-key-id-s3", id,
        "aws.secret-access-key-s3", secret);
  }

  static AwsClients clients(Map<String, String> settings) {
    return new AwsClients(new SmallRyeConfigBuilder().withDefaultValues(settings).build());
  }
}
