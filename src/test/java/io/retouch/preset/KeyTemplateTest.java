package io.retouch.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyTemplateTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

  @Test
  void resolvesEveryPlaceholder() {
    KeyTemplate template = KeyTemplate.parse("out/{preset}/{date}/{dir}{name}-{id}.{ext}");

    String key = template.resolve(values("uploads/", "uploads/cats/black/tom.v2.JPG"), "png");

    assertThat(key).isEqualTo("out/watercolour/2026-11-20/cats/black/tom.v2-e1.png");
  }

  @Test
  void leavesTheFormatOpenForThePlace() {
    KeyTemplate template = KeyTemplate.parse("out/{dir}{name}.{ext}");

    String place = template.resolveWithOpenExt(values("", "a/photo.png"));

    assertThat(place).isEqualTo("out/a/photo.{ext}");
  }

  @Test
  void valuesThatLookLikePlaceholdersStayAsTheyAre() {
    KeyTemplate template = KeyTemplate.parse("out/{dir}{name}.{ext}");

    String key = template.resolve(values("", "{name}/{ext}.jpg"), "png");

    assertThat(key).isEqualTo("out/{name}/{ext}.png");
  }

  @ParameterizedTest
  @CsvSource({
    "'',             photo.jpg,            '',      photo",
    "'',             a/b/photo.jpg,        a/b/,    photo",
    "uploads/,       uploads/photo.jpg,    '',      photo",
    "uploads/,       uploads/a/photo.jpg,  a/,      photo",
    "uploads/cat-,   uploads/cat-1.jpg,    '',      cat-1",
    "uploads/cat-,   uploads/cat-a/1.jpg,  a/,      1",
    "'',             photo,                '',      photo",
    "'',             .hidden,              '',      .hidden",
    "'',             a.b/photo,            a.b/,    photo",
    "'',             a/.hidden.jpg,        a/,      .hidden",
    "'',             'a b/图 1.jpg',       'a b/',  图 1"
  })
  void takesDirectoryAndNameFromTheSourceKey(String prefix, String key, String dir, String name) {
    KeyTemplate.Values values = values(prefix, key);

    assertThat(values.dir()).isEqualTo(dir);
    assertThat(values.name()).isEqualTo(name);
  }

  @Test
  void refusesASourceThatThePresetDoesNotMatch() {
    assertThatThrownBy(() -> values("uploads/", "other/photo.jpg"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void knowsWhatAllItsKeysBeginWith() {
    assertThat(KeyTemplate.parse("out/a-{dir}{name}").literalPrefix()).isEqualTo("out/a-");
    assertThat(KeyTemplate.parse("{preset}/{name}").literalPrefix()).isEmpty();
    assertThat(KeyTemplate.parse("{preset}/{name}").forPreset("tea").literalPrefix())
        .isEqualTo("tea/");
    assertThat(KeyTemplate.parse("{name}/x").forPreset("tea").literalPrefix()).isEmpty();
  }

  @Test
  void givesTheSameKeysOnceBoundToItsPreset() {
    KeyTemplate template = KeyTemplate.parse("a/{preset}/{dir}{preset}-{name}.{ext}");
    KeyTemplate.Values values = values("", "b/photo.png");

    assertThat(template.forPreset("watercolour").resolve(values, "png"))
        .isEqualTo(template.resolve(values, "png"))
        .isEqualTo("a/watercolour/b/watercolour-photo.png");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          out/{nam}.{ext}        | {nam} is not a placeholder; the placeholders are {date}, {dir}, {ext}, {id}, {name}, {preset}.
          out/{Name}             | {Name} is not a placeholder; the placeholders are {date}, {dir}, {ext}, {id}, {name}, {preset}.
          out/{}{name}           | {} is not a placeholder; the placeholders are {date}, {dir}, {ext}, {id}, {name}, {preset}.
          out/{name              | has a brace that belongs to no placeholder; remove it or complete the placeholder.
          out/name}{id}          | has a brace that belongs to no placeholder; remove it or complete the placeholder.
          out/{{name}}           | has a brace that belongs to no placeholder; remove it or complete the placeholder.
          out/{dir}photo.{ext}   | gives all results the same key; add {name} or {id}, as in {preset}/{dir}{name}.{ext}.
          ''                     | gives all results the same key; add {name} or {id}, as in {preset}/{dir}{name}.{ext}.
          /out/{name}            | begins with a slash; remove it.
          out//{name}            | holds two slashes in a row; remove one.
          out/../{name}          | holds a segment of dots only; remove it.
          ./{name}               | holds a segment of dots only; remove it.
          {dir}../{name}         | holds a segment of dots only; remove it.
          out/{dir}/{name}       | has a slash after {dir}, which ends with one itself; remove it.
          out/{id}/              | ends with a slash; end with a file name.
          out/{name}-{dir}       | ends with a slash; end with a file name.
          """)
  void refusesTemplatesThatGiveNoGoodKeys(String template, String sentence) {
    assertThatThrownBy(() -> KeyTemplate.parse(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  @Test
  void takesTextUpToTheLengthOfAKey() {
    String most = "x".repeat(KeyTemplate.MAX_KEY_BYTES - 3) + "图";

    assertThatCode(() -> KeyTemplate.parse(most + "{name}")).doesNotThrowAnyException();
    assertThatThrownBy(() -> KeyTemplate.parse("x" + most + "{name}"))
        .hasMessage("is 1025 bytes long; S3's keys have at most 1024.");
  }

  @Test
  void takesDotsThatAreNoSegmentOfTheirOwn() {
    assertThatCode(() -> KeyTemplate.parse("a..b/.{name}..{ext}")).doesNotThrowAnyException();
  }

  private static KeyTemplate.Values values(String prefix, String key) {
    return KeyTemplate.Values.of(
        "watercolour", new Match("bucket", prefix, List.of()), key, DAY, "e1");
  }
}
