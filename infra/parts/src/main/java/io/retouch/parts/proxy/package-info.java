/**
 * A reverse proxy in this process that stands in front of any local HTTP server and breaks the
 * calls that its rules choose: {@link io.retouch.parts.proxy.FaultProxy}. Tests and the local cloud
 * put it before the edit API, the store, the queue or the table; it knows none of them, only how
 * their requests name an operation. Beside it, a {@link io.retouch.parts.proxy.CallRecorder} keeps
 * what passes, and a {@link io.retouch.parts.proxy.CallReplay} sends it again.
 */
@NullMarked
package io.retouch.parts.proxy;

import org.jspecify.annotations.NullMarked;
