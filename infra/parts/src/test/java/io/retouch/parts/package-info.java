/** Tests of the stand-ins, with requests written out by hand as the documents show them. */
@NullMarked
package io.retouch.parts;

import org.jspecify.annotations.NullMarked;
