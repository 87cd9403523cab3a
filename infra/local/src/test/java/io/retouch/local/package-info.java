/** Tests of the command that sends one picture through the local cloud. */
@NullMarked
package io.retouch.local;

import org.jspecify.annotations.NullMarked;
