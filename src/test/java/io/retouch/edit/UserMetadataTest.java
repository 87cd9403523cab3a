package io.retouch.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class UserMetadataTest {
  private static final EditId EDIT = new EditId("e".repeat(64));

  @Test
  void putsTheMarkerBesideTheSourcesOwnEntries() {
    UserMetadata metadata = of(Map.of("photographer", "Ada"));

    assertThat(metadata.withSeed(OptionalLong.of(7)).entries())
        .containsOnly(
            Map.entry("retouch-edit", EDIT.value()),
            Map.entry("retouch-preset", "watercolour"),
            Map.entry("retouch-model", "step-image-edit-2"),
            Map.entry("retouch-seed", "7"),
            Map.entry("photographer", "Ada"));
    assertThat(metadata.dropped()).isEmpty();
  }

  @Test
  void fillsTwoKilobytesToTheLastByte() {
    int left = UserMetadata.MAX_BYTES - bytes(of(Map.of())) - seedBytes();

    UserMetadata exactly = of(Map.of("note", "x".repeat(left - "note".length())));
    UserMetadata oneMore = of(Map.of("note", "x".repeat(left - "note".length() + 1)));

    assertThat(exactly.dropped()).isEmpty();
    assertThat(bytes(exactly.withSeed(OptionalLong.of(Long.MIN_VALUE))))
        .isEqualTo(UserMetadata.MAX_BYTES);
    assertThat(oneMore.dropped()).containsExactly("note");
    assertThat(oneMore.entries()).containsKey("retouch-edit").doesNotContainKey("note");
  }

  @Test
  void dropsOnlyWhatDoesNotFit() {
    Map<String, String> source = new HashMap<>();
    source.put("a-long-story", "x".repeat(2048));
    source.put("photographer", "Ada");

    UserMetadata metadata = of(source);

    assertThat(metadata.dropped()).containsExactly("a-long-story");
    assertThat(metadata.entries()).containsEntry("photographer", "Ada");
  }

  @Test
  void doesNotInheritAMarker() {
    UserMetadata metadata = of(Map.of("retouch-edit", "another", "retouch-seed", "1"));

    assertThat(metadata.entries())
        .containsEntry("retouch-edit", EDIT.value())
        .doesNotContainKey("retouch-seed");
  }

  @Test
  void encodesWhatIsNotAscii() {
    UserMetadata metadata =
        UserMetadata.of(EDIT, "watercolour", "模型", Map.of("title", "=?UTF-8?B?5oi/5a2Q?="));

    assertThat(metadata.entries())
        .containsEntry("retouch-model", "=?UTF-8?B?5qih5Z6L?=")
        .containsEntry("title", "=?UTF-8?B?5oi/5a2Q?=");
  }

  @Test
  void knowsItsOwnMarker() {
    UserMetadata metadata = of(Map.of());

    assertThat(UserMetadata.isMarked(metadata.entries())).isTrue();
    assertThat(UserMetadata.isMarkedBy(EDIT, metadata.entries())).isTrue();
    assertThat(UserMetadata.isMarkedBy(new EditId("f".repeat(64)), metadata.entries())).isFalse();
    assertThat(UserMetadata.isMarked(Map.of("photographer", "Ada"))).isFalse();
  }

  private static UserMetadata of(Map<String, String> source) {
    return UserMetadata.of(EDIT, "watercolour", "step-image-edit-2", source);
  }

  private static int seedBytes() {
    return "retouch-seed".length() + Long.toString(Long.MIN_VALUE).length();
  }

  private static int bytes(UserMetadata metadata) {
    return metadata.entries().entrySet().stream()
        .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
        .sum();
  }
}
