/**
 * Runs a function's real artifact as Lambda does: child processes that poll the Runtime API, with
 * Lambda's environment, limits, freezing and replacement of dead processes. Knows neither queues,
 * buckets nor presets.
 */
@NullMarked
package io.retouch.local.host;

import org.jspecify.annotations.NullMarked;
