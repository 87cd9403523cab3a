/**
 * The whole cloud on one machine: object store, queue with its dead-letter queue, event source
 * mapping and function processes, wired as the deployment wires them. Knows neither the command
 * line nor the page; both, and the test kit, are built on it.
 */
@NullMarked
package io.retouch.local.cloud;

import org.jspecify.annotations.NullMarked;
