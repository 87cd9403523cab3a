/**
 * The pipeline: {@link io.retouch.edit.EditService} takes one picture through its seven steps, and
 * the ports beside it name what it needs from the world. Functions call the service, adapters
 * implement the ports.
 */
@NullMarked
package io.retouch.edit;

import org.jspecify.annotations.NullMarked;
