/**
 * What the deployment has to know of the application's configuration: which prefixes are edited,
 * where results go, and what the limits are. Reads the file that is deployed, not the application.
 */
@NullMarked
package io.retouch.aws.config;

import org.jspecify.annotations.NullMarked;
