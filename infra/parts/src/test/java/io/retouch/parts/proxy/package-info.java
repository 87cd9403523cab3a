/** Tests of the fault proxy, with the clients that it is made for and with bytes by hand. */
@NullMarked
package io.retouch.parts.proxy;

import org.jspecify.annotations.NullMarked;
