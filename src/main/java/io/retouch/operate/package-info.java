/**
 * What an operator asks of Retouch: what became of a picture, to try one again, to send what was
 * never edited, and to stop spending. Functions call it; it sees the ledger, the store and the
 * queue through their ports in {@link io.retouch.edit}.
 */
@NullMarked
package io.retouch.operate;

import org.jspecify.annotations.NullMarked;
