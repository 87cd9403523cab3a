/**
 * Runs a function's real artifact as Lambda does: a child process that polls the Runtime API, with
 * Lambda's environment, time limit and replacement of dead processes. Knows neither buckets nor
 * presets.
 */
@NullMarked
package io.retouch.local.host;

import org.jspecify.annotations.NullMarked;
