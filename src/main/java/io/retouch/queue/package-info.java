/**
 * The adapter to the queue that uploads come from: SQS, or a server that speaks its protocol.
 * Implements {@link io.retouch.edit.JobQueue} and {@link io.retouch.edit.JobSender}; nobody calls
 * it by name.
 */
@NullMarked
package io.retouch.queue;

import org.jspecify.annotations.NullMarked;
