// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.otlp;

import static dev.ringlet.internal.bytes.WireType.I32;
import static dev.ringlet.internal.bytes.WireType.I64;
import static dev.ringlet.internal.bytes.WireType.LEN;
import static dev.ringlet.internal.bytes.WireType.VARINT;

/**
 * Tags of the messages in OTLP's trace.proto.
 *
 * @see dev.ringlet.internal.otlp
 */
public final class TraceTags {
  private TraceTags() {}

  /** {@code Span}. */
  public static final class Span {
    public static final int TRACE_ID = 1 << 3 | LEN;
    public static final int SPAN_ID = 2 << 3 | LEN;
    public static final int TRACE_STATE = 3 << 3 | LEN;
    public static final int PARENT_SPAN_ID = 4 << 3 | LEN;
    public static final int NAME = 5 << 3 | LEN;
    public static final int KIND = 6 << 3 | VARINT;
    public static final int START_TIME_UNIX_NANO = 7 << 3 | I64;
    public static final int END_TIME_UNIX_NANO = 8 << 3 | I64;
    public static final int ATTRIBUTES = 9 << 3 | LEN;
    public static final int DROPPED_ATTRIBUTES_COUNT = 10 << 3 | VARINT;
    public static final int EVENTS = 11 << 3 | LEN;
    public static final int DROPPED_EVENTS_COUNT = 12 << 3 | VARINT;
    public static final int LINKS = 13 << 3 | LEN;
    public static final int DROPPED_LINKS_COUNT = 14 << 3 | VARINT;
    public static final int STATUS = 15 << 3 | LEN;
    public static final int FLAGS = 16 << 3 | I32;

    private Span() {}
  }

  /** {@code Span.Event}. */
  public static final class Event {
    public static final int TIME_UNIX_NANO = 1 << 3 | I64;
    public static final int NAME = 2 << 3 | LEN;
    public static final int ATTRIBUTES = 3 << 3 | LEN;
    public static final int DROPPED_ATTRIBUTES_COUNT = 4 << 3 | VARINT;

    private Event() {}
  }

  /** {@code Span.Link}. */
  public static final class Link {
    public static final int TRACE_ID = 1 << 3 | LEN;
    public static final int SPAN_ID = 2 << 3 | LEN;
    public static final int TRACE_STATE = 3 << 3 | LEN;
    public static final int ATTRIBUTES = 4 << 3 | LEN;
    public static final int DROPPED_ATTRIBUTES_COUNT = 5 << 3 | VARINT;
    public static final int FLAGS = 6 << 3 | I32;

    private Link() {}
  }

  /** {@code Status}. */
  public static final class Status {
    public static final int MESSAGE = 2 << 3 | LEN;
    public static final int CODE = 3 << 3 | VARINT;

    private Status() {}
  }
}
