/**
 * Proves that a deployment works: one picture goes in, its result comes out, and {@code operate}
 * knows it. Start at {@link io.retouch.smoke.Smoke}. Knows no application code, only what the
 * deployment promises.
 */
@NullMarked
package io.retouch.smoke;

import org.jspecify.annotations.NullMarked;
