package io.retouch.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.retouch.local.chaos.Audit.Billed;
import io.retouch.local.chaos.Audit.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the verdict rests on: each rule of payment, kept and broken. */
class AuditTest {
  private static final String KEY = "uploads/link/0001.png";
  private static final String ROW = Album.row(KEY);
  private static final Picture A = new Picture(KEY, 0, false);
  private static final Picture B = new Picture(KEY, 1, false);

  private final Album album = new Album();
  private final Places places = new Places(new Story());
  private final List<Billed> bill = new ArrayList<>();
  private int reserved;

  @BeforeEach
  void upload() {
    album.put(A);
  }

  private void write(boolean withBudget, Object... set) {
    Map<String, JsonNode> values = new HashMap<>();
    for (int i = 0; i < set.length; i += 2) {
      String type = set[i + 1] instanceof Integer ? "N" : "S";
      values.put(
          set[i].toString(),
          JsonNodeFactory.instance.objectNode().put(type, set[i + 1].toString()));
    }
    places.changed(ROW, values, Set.of(), withBudget);
  }

  private void claim(Picture picture) {
    write(false, "edit", "of " + picture.marker(), "state", "CLAIMED", "attempt", 0, "unknowns", 0);
  }

  private void submit(int attempt) {
    reserved++;
    write(true, "state", "SUBMITTED", "attempt", attempt);
  }

  private void call(Picture picture, boolean paid) {
    places.called(KEY, picture.marker());
    bill.add(new Billed(Digests.hex("SHA-256", picture.bytes()), paid));
  }

  private void unknown() {
    write(false, "state", "CLAIMED", "unknowns", 1);
  }

  private void done() {
    write(false, "state", "DONE");
  }

  private List<String> violations() {
    return new Audit(album, places, bill, reserved)
        .check().stream().map(Violation::sentence).toList();
  }

  @Test
  void acceptsOnePaidCallAnEdit() {
    claim(A);
    submit(1);
    call(A, true);
    done();

    assertThat(violations()).isEmpty();
  }

  @Test
  void acceptsASecondPaidCallAfterANamedUnknown() {
    claim(A);
    submit(1);
    call(A, true);
    unknown();
    submit(2);
    call(A, true);
    done();

    assertThat(violations()).isEmpty();
  }

  @Test
  void noticesASecondPaidCallWithoutAName() {
    claim(A);
    submit(1);
    call(A, true);
    submit(2);
    call(A, true);
    done();

    assertThat(violations()).anyMatch(sentence -> sentence.contains("was paid 2 times"));
  }

  @Test
  void acceptsThatAContentIsPaidAgainWhenItComesBackAfterAnother() {
    album.put(B);
    album.put(A);
    for (Picture picture : List.of(A, B, A)) {
      claim(picture);
      submit(1);
      call(picture, true);
      done();
    }

    assertThat(violations()).isEmpty();
  }

  @Test
  void goesOnWithTheEditThatGotItsPlaceBack() {
    claim(A);
    submit(1);
    call(A, true);
    unknown();
    claim(B);
    write(false, "edit", "of " + A.marker(), "state", "CLAIMED", "attempt", 1, "unknowns", 1);
    submit(2);
    call(A, true);
    done();

    assertThat(violations()).isEmpty();
  }

  @Test
  void noticesThatAnEditWasForgottenAndPaidAgain() {
    claim(A);
    submit(1);
    call(A, true);
    done();
    claim(B);
    claim(A);
    submit(1);
    call(A, true);
    done();

    assertThat(violations()).anyMatch(sentence -> sentence.contains("paid for as 2 edits"));
  }

  @Test
  void noticesACallThatTheLedgerDoesNotKnowOf() {
    claim(A);
    call(A, true);

    assertThat(violations()).anyMatch(sentence -> sentence.contains("while the ledger said"));
  }

  @Test
  void noticesTwoCallsForOneSubmission() {
    claim(A);
    submit(1);
    call(A, false);
    call(A, true);
    done();

    assertThat(violations()).anyMatch(sentence -> sentence.contains("twice for submission 1"));
  }

  @Test
  void noticesAPriceThatWasNotGivenBack() {
    claim(A);
    submit(1);
    write(false, "state", "CLAIMED");
    submit(2);
    call(A, true);
    done();

    assertThat(violations()).anyMatch(sentence -> sentence.contains("the budget counts 2"));
  }

  @Test
  void noticesAnEditThatIsDoneForNothing() {
    claim(A);
    submit(1);
    done();

    assertThat(violations()).anyMatch(sentence -> sentence.contains("nothing was paid for it"));
  }
}
