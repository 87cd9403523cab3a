package io.retouch.event;

import java.util.List;
import java.util.Objects;

/** What one message, or one event, says. */
public sealed interface Contents {
  /**
   * It was understood.
   *
   * @param objects the announced objects in the order of the event; the same one may occur twice
   * @param pictures those that are asked for, to be made from a prompt alone
   * @param ignored what it holds beside these, each in words that fit "Ignored ..."
   */
  record Decoded(
      List<UploadedObject> objects, List<RequestedPicture> pictures, List<String> ignored)
      implements Contents {
    public Decoded {
      objects = List.copyOf(objects);
      pictures = List.copyOf(pictures);
      ignored = List.copyOf(ignored);
    }
  }

  /**
   * It was not understood, or only in part, which counts as not at all: a message is done only if
   * everything in it is.
   *
   * @param reason a sentence without any of the message's text beyond short names
   */
  record Undecodable(String reason) implements Contents {
    public Undecodable {
      Objects.requireNonNull(reason, "reason");
    }
  }
}
