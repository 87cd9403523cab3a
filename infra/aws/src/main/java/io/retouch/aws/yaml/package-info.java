/**
 * Reads small YAML files without stopping at the first mistake. Used by whoever reads a stage or
 * the application's configuration; knows neither.
 */
@NullMarked
package io.retouch.aws.yaml;

import org.jspecify.annotations.NullMarked;
