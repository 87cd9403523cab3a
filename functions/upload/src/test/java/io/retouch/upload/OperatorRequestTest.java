package io.retouch.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retouch.operate.OperatorException;
import io.retouch.upload.OperatorRequest.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorRequestTest {
  @ParameterizedTest
  @EnumSource(Action.class)
  void knowsEveryActionByItsWord(Action action) {
    assertThat(request("{'do': '" + action.word() + "'}").action()).isEqualTo(action);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []                        | A request is a JSON object, as in {"do": "status"}.
          null                      | A request is a JSON object, as in {"do": "status"}.
          {}                        | The request does not say what to do; add "do" with one of: status, release, stop, resume, reconcile, generate.
          {'Do': 'status'}          | The request does not say what to do; add "do" with one of: status, release, stop, resume, reconcile, generate.
          {'do': 'STATUS'}          | "STATUS" is nothing that can be done; "do" takes one of: status, release, stop, resume, reconcile, generate.
          {'do': 7}                 | "7" is nothing that can be done; "do" takes one of: status, release, stop, resume, reconcile, generate.
          {'do': 'status', 'id': 1} | "id" is not a field of status; its fields are: do, preset, key, name.
          {'do': 'generate', 'prompt': 'A cat'} | "prompt" is not a field of generate; its fields are: do, preset, name.
          {'do': 'resume', 'by': 1} | "by" is not a field of resume; its fields are: do.
          {'do': 'reconcile', 'dryrun': false} | "dryrun" is not a field of reconcile; its fields are: do, preset, prefix, after, dryRun.
          """)
  void refusesWhatItDoesNotUnderstand(String json, String sentence) {
    assertThatThrownBy(() -> request(json))
        .isInstanceOf(OperatorException.class)
        .hasMessage(sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", 'key': null", ", 'key': ' '"})
  void asksForWhatIsMissing(String key) {
    OperatorRequest request = request("{'do': 'release'" + key + "}");

    assertThatThrownBy(() -> request.required("preset"))
        .hasMessage("release needs \"preset\": write a preset's name.");
    assertThatThrownBy(() -> request.required("key"))
        .hasMessage(
            "release needs \"key\": write the key of an uploaded picture, or the \"name\" of one"
                + " that generate makes.");
  }

  @Test
  void takesKeysAsTheyAre() {
    assertThat(request("{'do': 'status', 'key': ' a+b %20/ü '}").required("key"))
        .isEqualTo(" a+b %20/ü ");
  }

  @Test
  void asksForTheNameOfAPictureThatIsToBeMade() {
    assertThatThrownBy(() -> request("{'do': 'generate', 'name': ' '}").required("name"))
        .hasMessage("generate needs \"name\": write the name of a picture, as in summer-sale.");
  }

  @Test
  void takesAKeyOrANameAndNotBoth() {
    assertThat(request("{'do': 'status', 'name': 'a'}").isNamed()).isTrue();
    assertThat(request("{'do': 'status', 'key': 'a', 'name': ''}").isNamed()).isFalse();
    assertThatThrownBy(() -> request("{'do': 'status', 'key': 'a', 'name': 'a'}").isNamed())
        .hasMessage(
            "status takes the \"key\" of an uploaded picture or the \"name\" of one that generate"
                + " makes, not both.");
  }

  @Test
  void takesTextAndFlagsForNothingElse() {
    OperatorRequest request =
        request("{'do': 'reconcile', 'preset': 7, 'prefix': ['a'], 'dryRun': 'false'}");

    assertThatThrownBy(() -> request.required("preset"))
        .hasMessage("\"preset\" has to be text, in quotes.");
    assertThatThrownBy(() -> request.optional("prefix"))
        .hasMessage("\"prefix\" has to be text, in quotes.");
    assertThatThrownBy(() -> request.flag("dryRun", true))
        .hasMessage("\"dryRun\" has to be true or false, without quotes.");
  }

  @Test
  void takesAbsentAndNullFlagsForTheDefault() {
    assertThat(request("{'do': 'reconcile'}").flag("dryRun", true)).isTrue();
    assertThat(request("{'do': 'reconcile', 'dryRun': null}").flag("dryRun", true)).isTrue();
    assertThat(request("{'do': 'reconcile', 'dryRun': false}").flag("dryRun", true)).isFalse();
  }

  @Test
  void takesRemarksOfOneShortLine() {
    assertThat(request(stop("x".repeat(200))).remark("by")).hasSize(200);
    assertThatThrownBy(() -> request(stop("x".repeat(201))).remark("by"))
        .hasMessage("\"by\" has to be one line of at most 200 characters.");
    assertThatThrownBy(() -> request(stop("Ada\\nBob")).remark("by"))
        .hasMessage("\"by\" has to be one line of at most 200 characters.");
  }

  private static String stop(String by) {
    return "{'do': 'stop', 'by': '" + by + "'}";
  }

  private static OperatorRequest request(String json) {
    try {
      return OperatorRequest.of(new ObjectMapper().readTree(json.replace('\'', '"')));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
