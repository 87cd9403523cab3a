/** Tests of the local.chaos. */
@NullMarked
package io.retouch.local.chaos;

import org.jspecify.annotations.NullMarked;
