package io.retouch.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.retouch.parts.FunctionUrl;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * With {@code AWS_IAM} on the function URL, whoever AWS has authenticated calls, and nobody else.
 */
@QuarkusTest
@QuarkusTestResource(
    value = LocalCloud.class,
    restrictToAnnotatedClass = true,
    initArgs = {
      @ResourceArg(name = "retouch.http.access", value = "iam"),
      @ResourceArg(name = "retouch.http.presets.inline.callers", value = CallersTest.SHOP)
    })
class CallersTest {
  static final String SHOP = "arn:aws:sts::123456789012:assumed-role/Shop";

  @Test
  void letsInWhomAwsHasAuthenticatedAndGivesEachItsPresets() throws Exception {
    HttpResponse<String> shop = presets(Optional.of(SHOP + "/session-7"), "");
    HttpResponse<String> other = presets(Optional.of("arn:aws:iam::123456789012:user/ada"), "");

    assertThat(shop.statusCode()).isEqualTo(200);
    assertThat(shop.body()).contains("\"inline\"", "\"link\"");
    assertThat(other.body()).contains("\"link\"").doesNotContain("\"inline\"");
  }

  @Test
  void letsNobodyElseInWhateverTheySend() throws Exception {
    HttpResponse<String> nobody = presets(Optional.empty(), "");
    HttpResponse<String> token = presets(Optional.empty(), "Bearer " + LocalCloud.TOKEN);
    HttpResponse<String> name = presets(Optional.empty(), SHOP);

    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(token.statusCode()).isEqualTo(401);
    assertThat(name.statusCode()).isEqualTo(401);
    assertThat(nobody.body()).contains("\"code\":\"unauthenticated\"");
  }

  private static HttpResponse<String> presets(Optional<String> arn, String authorization)
      throws Exception {
    try (FunctionUrl url = Gateway.open(arn)) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url.address() + "/v1/presets"))
              .version(HttpClient.Version.HTTP_1_1);
      if (!authorization.isEmpty()) {
        request.header("Authorization", authorization);
      }
      return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
  }
}
