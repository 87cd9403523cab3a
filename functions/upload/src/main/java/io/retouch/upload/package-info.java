/**
 * The entry point for announced uploads: decodes the event, has every picture in it edited, and
 * answers in the form that the event's sender expects. Beside it, the entry point for operators:
 * decodes a request, has it done, and encodes the answer.
 */
@NullMarked
package io.retouch.upload;

import org.jspecify.annotations.NullMarked;
