package io.retouch.sdk;

import io.smallrye.config.SmallRyeConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * Where one service is found and with whose keys, as far as the configuration says so; the SDK's
 * own sources, the environment variables of Lambda first, say the rest.
 *
 * @param endpoint of a server that is not AWS's: {@code aws.endpoint-url-SERVICE}, the name that
 *     AWS's own tools read from the environment ("AWS SDKs and Tools Reference Guide",
 *     "Service-specific endpoints")
 * @param region {@code aws.region-SERVICE}, for a server that lies in another region than the
 *     function
 * @param credentials {@code aws.access-key-id-SERVICE}, {@code aws.secret-access-key-SERVICE} and
 *     {@code aws.session-token-SERVICE}, for a server that does not know the function's role
 */
record AwsService(
    Optional<URI> endpoint, Optional<Region> region, Optional<AwsCredentialsProvider> credentials) {

  /**
   * Reads the settings of a service.
   *
   * @param name {@code s3}, {@code dynamodb}, {@code sqs} or {@code ssm}
   * @throws IllegalArgumentException if the endpoint is not an http or https address, or one half
   *     of a key pair is missing
   */
  static AwsService of(SmallRyeConfig config, String name) {
    return new AwsService(
        text(config, "aws.endpoint-url-" + name).map(url -> endpoint(name, url)),
        text(config, "aws.region-" + name).map(Region::of),
        credentials(config, name));
  }

  private static URI endpoint(String name, String url) {
    try {
      URI endpoint = new URI(url);
      String scheme = String.valueOf(endpoint.getScheme());
      if (endpoint.getHost() != null && (scheme.equals("https") || scheme.equals("http"))) {
        return endpoint;
      }
    } catch (URISyntaxException e) {
      throw notAnAddress(name, url, e);
    }
    throw notAnAddress(name, url, null);
  }

  private static IllegalArgumentException notAnAddress(
      String name, String url, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "aws.endpoint-url-%s: \"%s\" is not an address; write one like https://storage.example.com."
            .formatted(name, url),
        cause);
  }

  private static Optional<AwsCredentialsProvider> credentials(SmallRyeConfig config, String name) {
    Optional<String> id = text(config, "aws.access-key-id-" + name);
    Optional<String> secret = text(config, "aws.secret-access-key-" + name);
    if (id.isPresent() != secret.isPresent()) {
      throw new IllegalArgumentException(
          "aws.access-key-id-%s and aws.secret-access-key-%s: set both of them or none."
              .formatted(name, name));
    }
    Optional<String> token = text(config, "aws.session-token-" + name);
    return id.map(
        known ->
            StaticCredentialsProvider.create(
                token.isPresent()
                    ? AwsSessionCredentials.create(known, secret.orElse(""), token.get())
                    : AwsBasicCredentials.create(known, secret.orElse(""))));
  }

  private static Optional<String> text(SmallRyeConfig config, String property) {
    return config.getOptionalValue(property, String.class).filter(value -> !value.isBlank());
  }
}
