/**
 * What to do with which image: the typed, validated configuration and the {@link
 * io.retouch.preset.Preset}s made of it. Everything that edits depends on this package; it knows
 * only {@code image}.
 */
@NullMarked
package io.retouch.preset;

import org.jspecify.annotations.NullMarked;
