// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.assertj;

import dev.ringlet.checks.data.CapturedLogRecord;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractAssert;

/** Assertions of all log records, in the order in which they came. */
public final class LogRecordsAssert
    extends AbstractAssert<LogRecordsAssert, List<CapturedLogRecord>> {
  LogRecordsAssert(Collection<CapturedLogRecord> actual) {
    super(List.copyOf(actual), LogRecordsAssert.class);
  }

  /** Fails unless there are this many. */
  public LogRecordsAssert hasSize(int logRecords) {
    return check(() -> Each.requireSize("log record", actual, logRecords));
  }

  /** Fails unless there are as many, each of which satisfies the assertion in its place. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final LogRecordsAssert hasLogRecordsSatisfyingExactly(
      Consumer<LogRecordAssert>... assertions) {
    List<Consumer<LogRecordAssert>> all = List.of(assertions);
    return check(() -> Each.inOrder("log record", actual, LogRecordAssert::new, all));
  }

  /** Fails unless some log record satisfies the assertion. */
  public LogRecordsAssert hasLogRecordSatisfying(Consumer<LogRecordAssert> assertion) {
    return check(() -> Each.any("log record", actual, LogRecordAssert::new, assertion));
  }

  private LogRecordsAssert check(Runnable assertion) {
    try {
      assertion.run();
    } catch (AssertionError e) {
      AssertionError failure = failure("%s", e.getMessage());
      failure.addSuppressed(e);
      throw failure;
    }
    return this;
  }
}
