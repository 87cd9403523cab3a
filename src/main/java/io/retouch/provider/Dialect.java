package io.retouch.provider;

import io.retouch.edit.AttemptException;
import io.retouch.edit.ImageEditor;
import io.retouch.preset.DialectRules;
import io.retouch.preset.Provider;
import java.io.IOException;
import org.apache.hc.core5.http.HttpEntity;

/**
 * What sets one edit API apart from the others: its limits, its path, the body of its request, and
 * what its errors mean. The call itself, the answer and the key's header are the same for all.
 */
interface Dialect extends DialectRules {
  /** What is appended to the provider's base URL, with a leading slash. */
  String path();

  /**
   * The request's body, with a known length, streamed from the source's file.
   *
   * @throws IOException if the source cannot be read
   */
  HttpEntity body(ImageEditor.Call call) throws IOException;

  /** What an answer outside of 200 to 299 means. */
  AttemptException classify(ErrorAnswer answer, Provider provider);
}
