package io.retouch.local.host;

/** Holds a process between two invocations. */
interface Pause {

  /** Lets it run on. */
  Pause NONE =
      new Pause() {
        @Override
        public void freeze() {}

        @Override
        public void thaw() {}
      };

  /** The process has answered and waits for an event that is not there. */
  void freeze();

  /** There is an event, which the process gets next. */
  void thaw();
}
