package io.retouch.edit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"summer-sale", "summer/sale", "v1.2", "a..b", "ü/日本 +%", "{ext}", "50%25"})
  void takesWhatCanStandForAKey(String name) {
    assertThat(PictureNames.problem(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``              | is empty
          ` `             | is empty
          summer/         | ends with a slash
          /summer         | begins with a slash
          a//b            | holds two slashes
          ..              | holds a segment of dots
          a/../b          | holds a segment of dots
          a/./b           | holds a segment of dots
          a/%2e%2e/b      | leads out of the preset's output
          a\\..\\b          | leads out of the preset's output
          .retouch/answers/x | begins with .retouch/
          """)
  void saysWhatIsWrong(String name, String problem) {
    assertThat(PictureNames.problem(name)).get().asString().startsWith(problem);
  }

  @Test
  void refusesWhatIsNoTextForAKey() {
    assertThat(PictureNames.problem("a\nb")).get().asString().contains("control character");
    assertThat(PictureNames.problem("a\uD800")).get().asString().contains("Unicode");
  }

  @Test
  void takes1024BytesAndNoMore() {
    assertThat(PictureNames.problem("ä".repeat(512))).isEmpty();
    assertThat(PictureNames.problem("ä".repeat(512) + "a")).get().asString().contains("1024");
  }
}
