/**
 * What differs from stage to stage: typed, validated settings with defaults, from one small file a
 * stage. Knows nothing of AWS's constructs.
 */
@NullMarked
package io.retouch.aws.stage;

import org.jspecify.annotations.NullMarked;
