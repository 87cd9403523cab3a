package io.retouch.local.mapping;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says that a mapping is to end, to all who wait for something else. */
final class Closing {
  private final CountDownLatch asked = new CountDownLatch(1);

  void ask() {
    asked.countDown();
  }

  boolean isAsked() {
    return asked.getCount() == 0;
  }

  /** Waits that long, or until the mapping is to end; true then. */
  boolean await(Duration pause) throws InterruptedException {
    return asked.await(pause.toNanos(), TimeUnit.NANOSECONDS);
  }
}
