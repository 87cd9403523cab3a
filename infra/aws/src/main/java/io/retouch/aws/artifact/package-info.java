/**
 * The zip that is deployed: what it holds, whether Lambda can run it, and how the configuration
 * gets into it.
 */
@NullMarked
package io.retouch.aws.artifact;

import org.jspecify.annotations.NullMarked;
