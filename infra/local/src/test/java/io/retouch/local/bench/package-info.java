/** Tests of the benchmark: of its arithmetic, its writers and its floor; never of times. */
@NullMarked
package io.retouch.local.bench;

import org.jspecify.annotations.NullMarked;
