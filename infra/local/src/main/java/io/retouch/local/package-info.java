/**
 * The command {@code infra/local/run}: the local cloud with its table of edits and its page, or a
 * few pictures through it. Nobody depends on this package.
 */
@NullMarked
package io.retouch.local;

import org.jspecify.annotations.NullMarked;
