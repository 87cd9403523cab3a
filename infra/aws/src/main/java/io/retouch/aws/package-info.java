/**
 * Synthesises a stage: reads its settings, the application's configuration and the built function,
 * and writes what CloudFormation deploys. Start at {@link io.retouch.aws.Synth}.
 */
@NullMarked
package io.retouch.aws;

import org.jspecify.annotations.NullMarked;
