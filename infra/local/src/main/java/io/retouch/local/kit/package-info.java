/**
 * The local cloud for tests: started with given presets, fed, watched, broken and restarted.
 * Nothing of it goes into a deployed artifact, as no function depends on this module.
 */
@NullMarked
package io.retouch.local.kit;

import org.jspecify.annotations.NullMarked;
