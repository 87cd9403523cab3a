package io.retouch.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.EncoderException;
import org.apache.commons.codec.net.BCodec;
import org.apache.commons.codec.net.QCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          in the rain                                      | in the rain
          what is 2=?                                      | what is 2=?
          a =? b ?= c                                      | a =? b ?= c
          =?UTF-8?B?5oi/5a2Q?=                             | 房子
          =?utf-8?b?5oi/5a2Q?=                             | 房子
          =?UTF-8?Q?Bl=C3=BCten_im_Regen?=                 | Blüten im Regen
          =?ISO-8859-1?Q?Bl=FCten?=                        | Blüten
          =?UTF-8?B?5oi/?= =?UTF-8?B?5a2Q?=                | 房子
          =?UTF-8?B?5oi/?==?UTF-8?B?5a2Q?=                 | 房子
          =?UTF-8?Q?=E6=88?= =?UTF-8?Q?=BF?=               | 房
          =?UTF-8?Q?=C3=BC?= =?ISO-8859-1?Q?=FC?=          | üü
          a =?UTF-8?Q?=C3=BC?= b                           | a ü b
          =?UTF-8?Q??=                                     | ''
          """)
  void readsWhatS3Hands(String value, String text) {
    assertThat(EncodedWords.decode(value)).contains(text);
  }

  @Test
  void readsWhatALibraryWrites() throws EncoderException {
    String text = "把背景换成纯白, \uD83C\uDF27 100% = _";

    assertThat(EncodedWords.decode(new BCodec(StandardCharsets.UTF_8).encode(text))).contains(text);
    assertThat(EncodedWords.decode(new QCodec(StandardCharsets.UTF_8).encode(text))).contains(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "房子",
        "Bl\u00fcten",
        "a\u007f",
        "=?UTF-8?B?%%%?=",
        "=?UTF-8?B?5oi/5a2Q",
        "=?UTF-8?B?5oi/ 5a2Q?=",
        "=?UTF-8?X?5oi/5a2Q?=",
        "=?nonsense?B?5oi/5a2Q?=",
        "=?*?B?5oi/5a2Q?=",
        "=?UTF-8?Q?=C3?=",
        "=?UTF-8?Q?=C3?= ü",
        "=?UTF-8?Q?=C3?= and =?UTF-8?Q?=BC?=",
        "=?UTF-8?Q?=ZZ?=",
        "=?UTF-8?Q?=C?=",
        "=?UTF-8?Q?=C0=80?="
      })
  void refusesWhatItWouldHaveToGuess(String value) {
    assertThat(EncodedWords.decode(value)).isEmpty();
  }
}
