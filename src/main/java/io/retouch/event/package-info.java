/**
 * The shapes in which an upload is announced, decoded to {@link io.retouch.event.UploadedObject}s.
 * The functions call this package; it knows nobody.
 */
@NullMarked
package io.retouch.event;

import org.jspecify.annotations.NullMarked;
