package io.retouch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.retouch.edit.Secrets;
import io.retouch.edit.SecretsException;
import io.retouch.http.HttpSettings.Access;
import io.retouch.preset.Provider;
import io.retouch.preset.Provider.ApiKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokensTest {
  private String parameter = "";
  private boolean reachable = true;

  private final Secrets secrets =
      new Secrets() {
        @Override
        public Optional<ApiKey> apiKey(Provider provider) {
          return Optional.empty();
        }

        @Override
        public Optional<ApiKey> named(String name) {
          if (!reachable) {
            throw new SecretsException(false, "SSM is away", new IllegalStateException());
          }
          return Optional.of(parameter).filter(value -> !value.isEmpty()).map(ApiKey::new);
        }
      };

  private final Tokens tokens =
      new Tokens(
          new HttpSettings(
              Access.TOKENS,
              Map.of("shop", hash("one")),
              Optional.of("/retouch/tokens"),
              List.of(),
              Map.of()),
          secrets);

  @Test
  void knowsTheTokensOfTheConfigurationAndOfTheParameter() {
    parameter =
        "# of the studio\nstudio " + hash("two") + "\n  press\t" + hash("three") + "\nbad x";

    assertThat(tokens.nameOf("one")).hasValue("shop");
    assertThat(tokens.nameOf("two")).hasValue("studio");
    assertThat(tokens.nameOf("three")).hasValue("press");
    assertThat(tokens.nameOf("four")).isEmpty();
    assertThat(tokens.nameOf("")).isEmpty();
    assertThat(tokens.nameOf(hash("one"))).isEmpty();
  }

  @Test
  void letsNobodyInByATokenThatWasTaken() {
    parameter = "studio " + hash("two");
    assertThat(tokens.nameOf("two")).isPresent();

    parameter = "studio " + hash("new");

    assertThat(tokens.nameOf("two")).isEmpty();
  }

  @Test
  void saysThatItCannotTellWhileTheParameterCannotBeRead() {
    reachable = false;

    assertThat(tokens.nameOf("one")).hasValue("shop");
    ApiException error = catchThrowableOfType(ApiException.class, () -> tokens.nameOf("two"));
    assertThat(error.code()).isEqualTo(ErrorCode.UNAVAILABLE);
  }

  private static String hash(String token) {
    return Hashes.hex(token.getBytes(StandardCharsets.UTF_8));
  }
}
