package io.retouch.preset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPathsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/a",
        "..",
        "a/..",
        "a/../b",
        "a/./b",
        "a\\..\\b",
        "a/%2e%2e/b",
        "a/%2E./b",
        "a%2f..%2fb",
        "a/%252e%252e/b",
        "a/%25252525252e%2e/b",
        "a/%zz/%2e%2e/b",
        "a/%c3%28/%2e%2e/b",
        "a\u0000b",
        "a%00b"
      })
  void tellsKeysThatLeadElsewhere(String key) {
    assertThat(KeyPaths.leadsElsewhere(key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a/b.png", "a..b", "a/...", "100%", "a/50%25.png", "ü/日本.png", "a+b", "a//b"})
  void letsOtherKeysBe(String key) {
    assertThat(KeyPaths.leadsElsewhere(key)).isFalse();
  }
}
