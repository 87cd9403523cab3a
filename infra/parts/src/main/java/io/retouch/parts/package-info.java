/**
 * In-process servers that stand in for what Retouch talks to: an object store, a queue, a table and
 * the edit APIs. Used by every module's tests and by the local cloud; knows no application code, so
 * that nothing here can agree with a mistake made there.
 */
@NullMarked
package io.retouch.parts;

import org.jspecify.annotations.NullMarked;
