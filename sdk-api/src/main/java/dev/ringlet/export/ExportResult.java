// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.export;

import java.util.Objects;

/**
 * What became of one {@link Payload}. Immutable; the ordinary outcome {@link #delivered()} is one
 * shared instance, so a successful export allocates nothing.
 *
 * <p>Follows the OTLP specification, sections "Full Success", "Partial Success" and "Failures".
 */
public final class ExportResult {
  /** The outcomes that an exporter can report, from best to worst. */
  public enum Kind {
    /** The receiver has everything. */
    DELIVERED,
    /** All items are on disk; the exporter that stored them counts their further fate itself. */
    STORED,
    /** The receiver has all but {@link #rejectedItems()}, which must not be sent again. */
    PARTIAL,
    /** Not delivered, but the same data may be accepted later. */
    RETRY,
    /** The receiver will never accept the data; it is dropped. */
    PERMANENT
  }

  private static final ExportResult DELIVERED =
      new ExportResult(Kind.DELIVERED, 0, -1, FailureCause.NONE, "");
  private static final ExportResult STORED =
      new ExportResult(Kind.STORED, 0, -1, FailureCause.NONE, "");

  private final Kind kind;
  private final long rejectedItems;
  private final long retryAfterNanos;
  private final FailureCause cause;
  private final String message;

  private ExportResult(
      Kind kind, long rejectedItems, long retryAfterNanos, FailureCause cause, String message) {
    this.kind = kind;
    this.rejectedItems = rejectedItems;
    this.retryAfterNanos = retryAfterNanos;
    this.cause = Objects.requireNonNull(cause, "cause");
    this.message = Objects.requireNonNull(message, "message");
  }

  /** All items arrived. */
  public static ExportResult delivered() {
    return DELIVERED;
  }

  /** All items are safe on disk. */
  public static ExportResult stored() {
    return STORED;
  }

  /**
   * The receiver took the request but refused some items. Negative counts are read as zero.
   *
   * @param rejectedItems how many items were refused
   * @param message the receiver's explanation, or the empty string
   */
  public static ExportResult partial(long rejectedItems, String message) {
    return new ExportResult(
        Kind.PARTIAL, Math.max(0, rejectedItems), -1, FailureCause.REJECTED, message);
  }

  /**
   * The data is refused for good.
   *
   * @param cause why, for counters and for the line a person reads
   * @param message details without any secret
   */
  public static ExportResult permanent(FailureCause cause, String message) {
    return new ExportResult(Kind.PERMANENT, 0, -1, cause, message);
  }

  /**
   * The data did not arrive, but may later.
   *
   * @param cause why
   * @param retryAfterNanos the delay the receiver asked for, or a negative number if it did not
   * @param message details without any secret
   */
  public static ExportResult retry(FailureCause cause, long retryAfterNanos, String message) {
    return new ExportResult(Kind.RETRY, 0, retryAfterNanos, cause, message);
  }

  /** Which of the outcomes this is. */
  public Kind kind() {
    return kind;
  }

  /** Items the receiver refused; zero unless the kind is {@link Kind#PARTIAL}. */
  public long rejectedItems() {
    return rejectedItems;
  }

  /** The delay in nanoseconds that the receiver asked for, or a negative number. */
  public long retryAfterNanos() {
    return retryAfterNanos;
  }

  /** Why it failed; {@link FailureCause#NONE} when it did not. */
  public FailureCause cause() {
    return cause;
  }

  /** Details for a person, without any secret; may be empty. */
  public String message() {
    return message;
  }

  /** Whether the data is where it should be: delivered, partly delivered or stored. */
  public boolean isSuccess() {
    return kind == Kind.DELIVERED || kind == Kind.PARTIAL || kind == Kind.STORED;
  }

  @Override
  public String toString() {
    return kind + (cause == FailureCause.NONE ? "" : " " + cause) + " " + message;
  }
}
