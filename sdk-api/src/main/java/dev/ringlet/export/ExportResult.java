// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.export;

import java.util.Objects;

/**
 * The outcome of exporting one {@link Payload}. Immutable; the ordinary outcome {@link
 * #delivered()} is one shared instance, so a successful export allocates nothing.
 *
 * <p>Follows the OTLP specification, sections "Full Success", "Partial Success" and "Failures".
 */
public final class ExportResult {
  /** The outcomes that an exporter can report, from best to worst. */
  public enum Kind {
    /** The receiver accepted all items. */
    DELIVERED,
    /** All items are on disk; the exporter that stored them counts their later outcome. */
    STORED,
    /**
     * The receiver accepted all items except {@link #rejectedItems()}, which must not be sent
     * again.
     */
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

  /** Returns the result for delivered items. */
  public static ExportResult delivered() {
    return DELIVERED;
  }

  /** Returns the result for stored items. */
  public static ExportResult stored() {
    return STORED;
  }

  /**
   * Returns the result for a request of which some items were rejected. Negative counts are read as
   * zero.
   *
   * @param rejectedItems number of rejected items
   * @param message the receiver's explanation, or the empty string
   */
  public static ExportResult partial(long rejectedItems, String message) {
    return new ExportResult(
        Kind.PARTIAL, Math.max(0, rejectedItems), -1, FailureCause.REJECTED, message);
  }

  /**
   * Returns the result of a permanent failure.
   *
   * @param cause the cause, for counters and logs
   * @param message details without any secret
   */
  public static ExportResult permanent(FailureCause cause, String message) {
    return new ExportResult(Kind.PERMANENT, 0, -1, cause, message);
  }

  /**
   * Returns the result of a failure that may be retried.
   *
   * @param cause the cause
   * @param retryAfterNanos the delay that the receiver requested, or a negative number for none
   * @param message details without any secret
   */
  public static ExportResult retry(FailureCause cause, long retryAfterNanos, String message) {
    return new ExportResult(Kind.RETRY, 0, retryAfterNanos, cause, message);
  }

  /** Returns the kind of outcome. */
  public Kind kind() {
    return kind;
  }

  /** Returns the number of rejected items; zero unless the kind is {@link Kind#PARTIAL}. */
  public long rejectedItems() {
    return rejectedItems;
  }

  /** Returns the delay in nanoseconds that the receiver requested, or a negative number. */
  public long retryAfterNanos() {
    return retryAfterNanos;
  }

  /** Returns the cause of the failure; {@link FailureCause#NONE} if there is none. */
  public FailureCause cause() {
    return cause;
  }

  /** Returns details for an operator, without any secret; may be empty. */
  public String message() {
    return message;
  }

  /** Returns whether the data was delivered, partially delivered or stored. */
  public boolean isSuccess() {
    return kind == Kind.DELIVERED || kind == Kind.PARTIAL || kind == Kind.STORED;
  }

  @Override
  public String toString() {
    return kind + (cause == FailureCause.NONE ? "" : " " + cause) + " " + message;
  }
}
