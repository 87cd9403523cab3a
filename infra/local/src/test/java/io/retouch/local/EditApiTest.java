package io.retouch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EditApiTest {
  private static final LocalPreset PRESET =
      new LocalPreset("a", "a/", List.of(), "stepfun", "${STEP_BASE_URL:https://there}");

  @Test
  void isAStandInWithoutAKey() {
    try (EditApi api =
        EditApi.choose(List.of(PRESET), Optional.empty(), Map.of("STEP_API_KEY", " "))) {
      assertThat(api.isStandIn()).isTrue();
      assertThat(api.variables()).containsEntry("RETOUCH_LOCAL_STAND_IN", "true");
      assertThat(api.variables().get("STEP_BASE_URL")).startsWith("http://127.0.0.1:");
    }
  }

  @Test
  void isTheRealOneWithAKeyThatIsNeverSaid() {
    try (EditApi api =
        EditApi.choose(List.of(PRESET), Optional.empty(), Map.of("STEP_API_KEY", "secret"))) {
      assertThat(api.isStandIn()).isFalse();
      assertThat(api.description()).startsWith("https://api.stepfun.com/v1;");
      assertThat(api.description()).doesNotContain("secret");
      assertThat(api.variables())
          .containsOnly(
              Map.entry("STEP_API_KEY", "secret"),
              Map.entry("STEP_BASE_URL", "https://api.stepfun.com/v1"));
    }
  }

  @Test
  void claimsNoStandInForAProviderThatHasItsOwnAddress() {
    LocalPreset other = new LocalPreset("b", "b/", List.of(), "mine", "https://mine.example/v1");

    try (EditApi api = EditApi.choose(List.of(other), Optional.empty(), Map.of())) {
      assertThat(api.isStandIn()).isFalse();
      assertThat(api.description()).startsWith("the provider mine as configured");
      assertThat(api.variables()).isEmpty();
    }
  }

  @Test
  void standsInForAnApiWhoseKeyIsMissing() {
    LocalPreset other =
        new LocalPreset("c", "c/", List.of(), "modelverse", "${MODELVERSE_BASE_URL:https://there}");

    try (EditApi missing = EditApi.choose(List.of(other), Optional.empty(), Map.of());
        EditApi present =
            EditApi.choose(
                List.of(other), Optional.empty(), Map.of("MODELVERSE_API_KEY", "secret"))) {
      assertThat(missing.isStandIn()).isTrue();
      assertThat(missing.variables().get("MODELVERSE_BASE_URL")).endsWith("/modelverse/v1");
      assertThat(missing.variables().get("OPENAI_BASE_URL")).endsWith("/openai/v1");
      assertThat(present.isStandIn()).isFalse();
      assertThat(present.variables()).isEmpty();
    }
  }

  @Test
  void refusesAServerWithoutItsKey() {
    assertThatThrownBy(
            () ->
                EditApi.choose(
                    List.of(PRESET), Optional.empty(), Map.of("STEP_BASE_URL", "http://mine")))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("STEP_API_KEY is not");
  }

  @Test
  void isTheServerThatWasNamedWithOrWithoutAKey() {
    Optional<URI> near = Optional.of(URI.create("http://127.0.0.1:8080/v1"));
    Optional<URI> far = Optional.of(URI.create("https://edits.example/v1"));

    try (EditApi local = EditApi.choose(List.of(PRESET), near, Map.of());
        EditApi remote = EditApi.choose(List.of(PRESET), far, Map.of("STEP_API_KEY", "secret"))) {
      assertThat(local.isStandIn()).isFalse();
      assertThat(local.description()).startsWith("http://127.0.0.1:8080/v1; the picture is sent");
      assertThat(local.variables())
          .containsEntry("STEP_BASE_URL", "http://127.0.0.1:8080/v1")
          .containsEntry("RETOUCH_LOCAL_STAND_IN", "true")
          .containsKey("STEP_API_KEY");
      assertThat(remote.variables())
          .containsEntry("STEP_API_KEY", "secret")
          .doesNotContainKey("RETOUCH_LOCAL_STAND_IN");
    }
  }

  @Test
  void refusesAServerThatNoPresetWouldUse() {
    LocalPreset other = new LocalPreset("b", "b/", List.of(), "mine", "https://mine.example/v1");
    Optional<URI> named = Optional.of(URI.create("http://127.0.0.1:8080/v1"));

    assertThatThrownBy(() -> EditApi.choose(List.of(other), named, Map.of()))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("--edit-api changes nothing");
  }
}
