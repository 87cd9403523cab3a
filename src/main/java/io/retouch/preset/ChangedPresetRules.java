package io.retouch.preset;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Holds what a caller or a picture changes of a preset against the documents that its configuration
 * was held against.
 */
@ApplicationScoped
public class ChangedPresetRules {
  private final List<DialectRules> dialects;

  @Inject
  public ChangedPresetRules(@All List<DialectRules> dialects) {
    this.dialects = List.copyOf(dialects);
  }

  /**
   * Checks what would be sent to the preset's model, and to its fallback's.
   *
   * @param problems takes the property relative to whose it is ({@code prompt}, {@code
   *     parameters.seed}) and a sentence that says what to write instead
   */
  public void check(Preset changed, BiConsumer<String, String> problems) {
    checkOne(changed, problems);
    changed.onFallback().ifPresent(other -> checkOne(other, problems));
  }

  private void checkOne(Preset changed, BiConsumer<String, String> problems) {
    dialects.stream()
        .filter(rules -> rules.dialect().equals(changed.provider().dialect()))
        .forEach(
            rules ->
                rules.check(changed.model(), changed.prompt(), changed.parameters(), problems));
  }
}
