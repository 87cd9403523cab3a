/**
 * The page that shows every picture before and after its edit: plain HTML over the JDK's HTTP
 * server, on the loopback address only. Reads the cloud, never changes it.
 */
@NullMarked
package io.retouch.local.page;

import org.jspecify.annotations.NullMarked;
