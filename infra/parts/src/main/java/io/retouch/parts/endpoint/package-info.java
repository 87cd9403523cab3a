/**
 * The endpoints of the edit APIs, each as its document describes it: which requests it takes, what
 * it refuses, and how its answers and errors are written. Written from the documents alone; the
 * local edit API serves them.
 */
@NullMarked
package io.retouch.parts.endpoint;

import org.jspecify.annotations.NullMarked;
