/** Tests of the local.kit. */
@NullMarked
package io.retouch.local.kit;

import org.jspecify.annotations.NullMarked;
