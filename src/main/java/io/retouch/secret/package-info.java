/**
 * Where API keys come from. Nobody calls this package; CDI joins it to {@link
 * io.retouch.edit.Secrets}.
 */
@NullMarked
package io.retouch.secret;

import org.jspecify.annotations.NullMarked;
