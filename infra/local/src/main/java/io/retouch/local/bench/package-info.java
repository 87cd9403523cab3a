/**
 * The command {@code infra/local/bench}: what the upload function costs in time, processor and
 * memory, as an executable and on a JVM, against the least that moving the same bytes costs. {@link
 * io.retouch.local.bench.Bench} reads the command line, {@link io.retouch.local.bench.Measurements}
 * says what is measured. Nobody depends on this package.
 */
@NullMarked
package io.retouch.local.bench;

import org.jspecify.annotations.NullMarked;
