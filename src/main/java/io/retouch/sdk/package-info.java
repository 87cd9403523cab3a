/**
 * The clients of the AWS SDK: where each service is found, with whose keys, how long it may be
 * silent, and the one HTTP client through which all of them speak. Nobody calls this package; CDI
 * hands its clients to the adapters.
 */
@NullMarked
package io.retouch.sdk;

import org.jspecify.annotations.NullMarked;
