package io.retouch.upload;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps what this package logs during a test from the console, to be looked at. */
final class LoggedLines extends Handler implements BeforeEachCallback, AfterEachCallback {
  private static final PatternFormatter MESSAGE = new PatternFormatter("%p %s");

  private final Logger logger = Logger.getLogger("io.retouch.upload");
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** Level and message of each line. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    lines.clear();
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }

  @Override
  public void publish(LogRecord record) {
    lines.add(MESSAGE.format(ExtLogRecord.wrap(record)));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
