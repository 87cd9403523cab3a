/** Tests of the command, among them the script itself with the real artifact. */
@NullMarked
package io.retouch.local;

import org.jspecify.annotations.NullMarked;
