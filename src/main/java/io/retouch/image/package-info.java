/**
 * What an image is: its format, size and orientation, read from its bytes and never from a name or
 * a declared type. Anyone may call this package; it knows nobody.
 */
@NullMarked
package io.retouch.image;

import org.jspecify.annotations.NullMarked;
