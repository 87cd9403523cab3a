/** Tests of the function host, with a small function that speaks the Runtime API by itself. */
@NullMarked
package io.retouch.local.host;

import org.jspecify.annotations.NullMarked;
