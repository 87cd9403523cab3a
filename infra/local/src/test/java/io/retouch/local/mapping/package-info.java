/** Tests of the event source mapping. */
@NullMarked
package io.retouch.local.mapping;

import org.jspecify.annotations.NullMarked;
