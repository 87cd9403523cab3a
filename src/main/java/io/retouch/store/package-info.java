/**
 * Adapter to S3. Nobody calls this package; CDI joins it to {@link io.retouch.edit.ObjectStore}.
 */
@NullMarked
package io.retouch.store;

import org.jspecify.annotations.NullMarked;
