package io.retouch.preset;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * Keeps the mapping from failing at the first unknown property under {@code retouch.}: {@link
 * UnknownProperties} reports them together with everything else.
 */
public final class RetouchConfigCustomizer implements SmallRyeConfigBuilderCustomizer {
  @Override
  public void configBuilder(SmallRyeConfigBuilder builder) {
    builder.withMappingIgnore("retouch.**");
  }
}
