/**
 * Makes a picture fit: upright, within a model's limits, in sRGB, and a result as it is wanted,
 * with the source's EXIF. Anyone may call this package; it knows pictures and nothing else.
 *
 * <p>Decoding is left to the JDK's libraries and TwelveMonkeys. Nothing of them is touched before a
 * picture needs it: {@link io.retouch.image.fit.Frame}, {@link io.retouch.image.fit.Rendering} and
 * {@link io.retouch.image.fit.ExifCopy} do without.
 */
@NullMarked
package io.retouch.image.fit;

import org.jspecify.annotations.NullMarked;
