package io.retouch.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffersTest {
  @Test
  void findsAnEditAgainByItsReference() {
    EditRef ref = new EditRef("watercolour", "f".repeat(64), "summer/photo-1", "a\nb/ü.png");

    assertThat(EditRef.parse(ref.text())).isEqualTo(Optional.of(ref));
    assertThat(ref.text()).matches("edit_[A-Za-z0-9_-]+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "edit_", "edit_a", "edit_!", "edit_YQ", "YQ", "edit_YQpi"})
  void takesNothingElseForAReference(String text) {
    assertThat(EditRef.parse(text)).isEmpty();
  }

  @Test
  void takesAllSessionsOfARoleForOneCaller() {
    Caller one = Caller.iam("arn:aws:sts::123456789012:assumed-role/Shop/session-1");
    Caller other = Caller.iam("arn:aws:sts::123456789012:assumed-role/Shop/session-2");

    assertThat(one).isEqualTo(other);
    assertThat(one.name()).isEqualTo("arn:aws:sts::123456789012:assumed-role/Shop");
    assertThat(Caller.iam("arn:aws:iam::123456789012:user/ada/x").name()).endsWith("ada/x");
  }
}
