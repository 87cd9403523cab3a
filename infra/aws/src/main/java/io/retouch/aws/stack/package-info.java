/** What is deployed: one stack with its data, queues, functions, alarms and dashboard. */
@NullMarked
package io.retouch.aws.stack;

import org.jspecify.annotations.NullMarked;
