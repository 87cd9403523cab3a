package io.retouch.preset;

/** The same, for an API that makes pictures from prompts. */
final class FakeGenerator extends FakeDialect {
  @Override
  public String dialect() {
    return "fake-generator";
  }

  @Override
  public boolean generates() {
    return true;
  }
}
