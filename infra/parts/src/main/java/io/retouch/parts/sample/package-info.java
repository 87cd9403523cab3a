/**
 * Pictures for tests, made in code by the JDK's encoders: in every format and kind of colour, whole
 * and damaged. Any module's tests may use them.
 */
@NullMarked
package io.retouch.parts.sample;

import org.jspecify.annotations.NullMarked;
