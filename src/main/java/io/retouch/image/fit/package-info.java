/**
 * Makes a picture fit: upright, within a model's limits, in sRGB, and a result as it is wanted,
 * with the source's EXIF. Anyone may call this package; it knows pictures and nothing else.
 */
@NullMarked
package io.retouch.image.fit;

import org.jspecify.annotations.NullMarked;
