/**
 * Adapter to the edit APIs: one dialect a package-private class. Nobody calls this package; CDI
 * joins it to {@link io.retouch.edit.ImageEditor} and {@link io.retouch.preset.DialectRules}.
 */
@NullMarked
package io.retouch.provider;

import org.jspecify.annotations.NullMarked;
