/** Tests of the local.page. */
@NullMarked
package io.retouch.local.page;

import org.jspecify.annotations.NullMarked;
