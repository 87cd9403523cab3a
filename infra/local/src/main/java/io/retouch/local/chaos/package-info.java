/**
 * The proof that Retouch pays once and loses nothing: many uploads through the local cloud while
 * everything around the function breaks, and a verdict from outside at the end. Everything here is
 * seen on the wire, in the buckets and in the table; it shares no code with the function.
 */
@NullMarked
package io.retouch.local.chaos;

import org.jspecify.annotations.NullMarked;
