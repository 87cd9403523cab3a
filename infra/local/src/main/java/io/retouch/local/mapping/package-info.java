/**
 * Lambda's event source mapping for SQS: takes messages from a queue in batches, hands them to a
 * function, and deletes what that has done. Knows neither pictures nor what is in a message; the
 * queue is any server that speaks SQS.
 */
@NullMarked
package io.retouch.local.mapping;

import org.jspecify.annotations.NullMarked;
