package io.retouch.preset;

/** How an API gets the picture that it edits. */
public enum SourceForm {
  /** With the call, read from a file. The default. */
  INLINE,
  /** As a presigned link to the source object, which the API fetches itself. */
  LINK,
  /** Not at all: the picture is made from the prompt alone ({@code kind: generate}). */
  NONE
}
