/**
 * The cloud on one machine: a host that serves the Lambda Runtime API to the real function
 * artifact, and the command that sends one picture through it. Nobody depends on this package.
 */
@NullMarked
package io.retouch.local;

import org.jspecify.annotations.NullMarked;
