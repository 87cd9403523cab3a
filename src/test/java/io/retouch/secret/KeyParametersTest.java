package io.retouch.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.retouch.edit.SecretsException;
import io.retouch.preset.Provider;
import io.retouch.preset.Provider.ApiKey;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Keys in parameters, against a server that speaks SSM's protocol. */
class KeyParametersTest {
  private static final String NAME = "/retouch/stepfun/api-key";
  private static final String FIRST = "sk-test-first-0123456789";
  private static final String SECOND = "sk-test-second-0123456789";

  private final ParameterServer server = ParameterServer.start();
  private final SsmClient client =
      SsmClient.builder()
          .endpointOverride(server.endpoint())
          .region(Region.EU_CENTRAL_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
          .build();
  private final MovableClock clock = new MovableClock();
  private final KeyParameters parameters = new KeyParameters(() -> client, clock);
  private final ProviderSecrets secrets = new ProviderSecrets(parameters);

  @AfterEach
  void stop() {
    parameters.stop();
    client.close();
    server.close();
  }

  @Test
  void keepsAKeyForFiveMinutes() {
    server.put(NAME, FIRST, SECOND);

    assertThat(secrets.apiKey(provider())).contains(new ApiKey(FIRST));
    clock.pass(Duration.ofMinutes(5).minusMillis(1));
    assertThat(secrets.apiKey(provider())).contains(new ApiKey(FIRST));
    assertThat(server.requests()).isEqualTo(1);
    clock.pass(Duration.ofMillis(1));
    assertThat(secrets.apiKey(provider())).contains(new ApiKey(SECOND));
    assertThat(server.requests()).isEqualTo(2);
  }

  @Test
  void readsBesideOtherWork() {
    CountDownLatch gate = new CountDownLatch(1);
    server.put(NAME, FIRST);
    server.waitFor(gate);

    secrets.expect(provider());
    secrets.expect(provider());
    gate.countDown();

    assertThat(secrets.apiKey(provider())).contains(new ApiKey(FIRST));
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void readsAgainWhereAKeyIsRefused() {
    server.put(NAME, FIRST, SECOND);
    ApiKey first = secrets.apiKey(provider()).orElseThrow();

    assertThat(secrets.insteadOf(first, provider())).contains(new ApiKey(SECOND));
    assertThat(secrets.insteadOf(first, provider())).contains(new ApiKey(SECOND));
    assertThat(server.requests()).isEqualTo(2);
    assertThat(secrets.insteadOf(new ApiKey(SECOND), provider())).isEmpty();
    assertThat(server.requests()).isEqualTo(3);
  }

  @Test
  void takesTheKeyOutOfWhatSurroundsIt() {
    server.put(NAME, " " + FIRST + "\n");

    assertThat(secrets.apiKey(provider())).contains(new ApiKey(FIRST));
  }

  @Test
  void aParameterThatIsNotThereIsNoKey() {
    assertThat(secrets.apiKey(provider())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400, AccessDeniedException, true",
    "400, ThrottlingException, false",
    "500, InternalServerError, false"
  })
  void saysWhetherSomebodyHasToMendItAndKeepsNoFailure(int status, String type, boolean permanent) {
    server.put(NAME, FIRST);
    server.fail(status, type);

    SecretsException e =
        catchThrowableOfType(SecretsException.class, () -> secrets.apiKey(provider()));

    assertThat(e.permanent()).isEqualTo(permanent);
    assertThat(e).hasMessageContaining(NAME);
    server.fail(0, "");
    assertThat(secrets.apiKey(provider())).contains(new ApiKey(FIRST));
  }

  @Test
  void anUnreachableStoreIsNoReasonToCallForHelp() {
    server.close();

    assertThatThrownBy(() -> secrets.apiKey(provider()))
        .isInstanceOfSatisfying(SecretsException.class, e -> assertThat(e.permanent()).isFalse());
  }

  @Test
  void asksNobodyForAKeyThatIsConfigured() {
    ProviderSecrets alone =
        new ProviderSecrets(
            new KeyParameters(
                () -> {
                  throw new AssertionError("no client is needed");
                },
                clock));
    Provider configured = provider(Optional.of(new ApiKey(FIRST)), Optional.empty());

    alone.expect(configured);

    assertThat(alone.apiKey(configured)).contains(new ApiKey(FIRST));
    assertThat(alone.insteadOf(new ApiKey(FIRST), configured)).isEmpty();
    assertThat(alone.apiKey(provider(Optional.empty(), Optional.empty()))).isEmpty();
  }

  private static Provider provider() {
    return provider(Optional.empty(), Optional.of(NAME));
  }

  private static Provider provider(Optional<ApiKey> key, Optional<String> parameter) {
    return new Provider(
        "stepfun",
        "openai-edits",
        URI.create("https://api.stepfun.com/v1"),
        key,
        parameter,
        Provider.Headers.none(),
        3,
        Duration.ofSeconds(15),
        5,
        100,
        Set.of(),
        false,
        Provider.MISCONFIGURED_WORDS,
        Optional.empty());
  }

  private static final class MovableClock extends Clock {
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");

    void pass(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
