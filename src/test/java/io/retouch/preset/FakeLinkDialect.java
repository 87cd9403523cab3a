package io.retouch.preset;

/** The same, for an API that fetches pictures from links. */
final class FakeLinkDialect extends FakeDialect {
  @Override
  public String dialect() {
    return "fake-links";
  }

  @Override
  public boolean takesLinks() {
    return true;
  }
}
