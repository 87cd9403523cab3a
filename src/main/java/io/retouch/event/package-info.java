/**
 * The shapes in which an upload is announced, decoded to {@link io.retouch.event.UploadedObject}s,
 * and the one in which a picture is asked for that has no source. The functions call this package;
 * it knows nobody.
 */
@NullMarked
package io.retouch.event;

import org.jspecify.annotations.NullMarked;
