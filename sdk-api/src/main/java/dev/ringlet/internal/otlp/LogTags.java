// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.otlp;

import static dev.ringlet.internal.bytes.WireType.I32;
import static dev.ringlet.internal.bytes.WireType.I64;
import static dev.ringlet.internal.bytes.WireType.LEN;
import static dev.ringlet.internal.bytes.WireType.VARINT;

/**
 * Tags of the messages in OTLP's logs.proto.
 *
 * @see dev.ringlet.internal.otlp
 */
public final class LogTags {
  private LogTags() {}

  /** {@code LogRecord}. */
  public static final class LogRecord {
    public static final int TIME_UNIX_NANO = 1 << 3 | I64;
    public static final int SEVERITY_NUMBER = 2 << 3 | VARINT;
    public static final int SEVERITY_TEXT = 3 << 3 | LEN;
    public static final int BODY = 5 << 3 | LEN;
    public static final int ATTRIBUTES = 6 << 3 | LEN;
    public static final int DROPPED_ATTRIBUTES_COUNT = 7 << 3 | VARINT;
    public static final int FLAGS = 8 << 3 | I32;
    public static final int TRACE_ID = 9 << 3 | LEN;
    public static final int SPAN_ID = 10 << 3 | LEN;
    public static final int OBSERVED_TIME_UNIX_NANO = 11 << 3 | I64;
    public static final int EVENT_NAME = 12 << 3 | LEN;

    private LogRecord() {}
  }
}
