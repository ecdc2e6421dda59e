// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.delivery;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;

/**
 * The outcome of each item of one request: delivered, stored on disk, or dropped for a cause. The
 * reports of the parts of a request add up to the report of the request. Immutable.
 */
public final class DeliveryReport {
  private static final long[] NOTHING_DROPPED = {};

  private final long delivered;
  private final long stored;
  private final long[] dropped; // by the ordinal of the cause, or empty
  private final int retries;
  private final FailureCause failure;

  private DeliveryReport(
      long delivered, long stored, long[] dropped, int retries, FailureCause failure) {
    this.delivered = delivered;
    this.stored = stored;
    this.dropped = dropped;
    this.retries = retries;
    this.failure = failure;
  }

  /** The report of a request whose items all have one outcome. */
  public static DeliveryReport of(ExportResult result, long items) {
    return switch (result.kind()) {
      case DELIVERED -> new DeliveryReport(items, 0, NOTHING_DROPPED, 0, FailureCause.NONE);
      case PARTIAL -> {
        long rejected = Math.min(items, result.rejectedItems());
        yield new DeliveryReport(
            items - rejected, 0, dropped(DropCause.REJECTED, rejected), 0, FailureCause.NONE);
      }
      case STORED -> stored(items);
      case PERMANENT, RETRY ->
          new DeliveryReport(0, 0, dropped(causeOf(result), items), 0, result.cause());
    };
  }

  /** The report of a request that is on disk. */
  public static DeliveryReport stored(long items) {
    return new DeliveryReport(0, items, NOTHING_DROPPED, 0, FailureCause.NONE);
  }

  /** The report of a request that is lost. */
  public static DeliveryReport lost(DropCause cause, long items, FailureCause failure) {
    return new DeliveryReport(0, 0, dropped(cause, items), 0, failure);
  }

  private static long[] dropped(DropCause cause, long items) {
    long[] dropped = new long[DropCause.values().length];
    dropped[cause.ordinal()] = items;
    return dropped;
  }

  private static DropCause causeOf(ExportResult result) {
    return switch (result.cause()) {
      case CLOSED -> DropCause.SHUTDOWN;
      case INTERNAL -> DropCause.INTERNAL_ERROR;
      case TOO_LARGE -> DropCause.TOO_LARGE;
      default ->
          result.kind() == ExportResult.Kind.RETRY
              ? DropCause.RETRIES_EXHAUSTED
              : DropCause.REFUSED;
    };
  }

  /** This report with more attempts beyond the first. */
  public DeliveryReport withRetries(int more) {
    return more == 0
        ? this
        : new DeliveryReport(delivered, stored, dropped, retries + more, failure);
  }

  /** The report of this part of a request and of another one. */
  public DeliveryReport plus(DeliveryReport other) {
    long[] sum = dropped;
    if (other.dropped.length > 0) {
      sum = other.dropped.clone();
      for (int i = 0; i < dropped.length; i++) {
        sum[i] += dropped[i];
      }
    }
    return new DeliveryReport(
        delivered + other.delivered,
        stored + other.stored,
        sum,
        retries + other.retries,
        failure == FailureCause.NONE ? other.failure : failure);
  }

  /** Items that the receiver has. */
  public long delivered() {
    return delivered;
  }

  /** Items that are on disk. */
  public long stored() {
    return stored;
  }

  /** Items lost for one cause. */
  public long dropped(DropCause cause) {
    return dropped.length == 0 ? 0 : dropped[cause.ordinal()];
  }

  /** Attempts beyond the first. */
  public int retries() {
    return retries;
  }

  /**
   * Why the request, or the first of its parts that failed, did not arrive; {@link
   * FailureCause#NONE} if every part was delivered, in part rejected, or stored.
   */
  public FailureCause failure() {
    return failure;
  }

  /** Whether no part of the request failed. */
  public boolean isSuccess() {
    return failure == FailureCause.NONE;
  }

  /** All items, with any outcome. */
  public long items() {
    long sum = delivered + stored;
    for (long lost : dropped) {
      sum += lost;
    }
    return sum;
  }

  @Override
  public String toString() {
    return "DeliveryReport{items="
        + items()
        + ", delivered="
        + delivered
        + ", stored="
        + stored
        + ", failure="
        + failure
        + "}";
  }
}
