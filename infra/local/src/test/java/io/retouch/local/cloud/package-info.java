/** Tests of the local cloud. */
@NullMarked
package io.retouch.local.cloud;

import org.jspecify.annotations.NullMarked;
