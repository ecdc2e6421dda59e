// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.delivery;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the records of one signal. Internal to Ringlet: may change or vanish in any
 * release.
 *
 * <p>Any thread counts and reads. Nothing here is touched when a record is simply accepted; that
 * number is derived from the ring. At any quiet moment
 *
 * <pre>produced = exported + sum of dropped + spooled + pending</pre>
 */
public final class DeliveryCounters {
  private static final DropCause[] CAUSES = DropCause.values();

  private final LongAdder[] dropped = new LongAdder[CAUSES.length];
  private final LongAdder exported = new LongAdder();
  private final LongAdder requests = new LongAdder();
  private final LongAdder failedRequests = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder spooled = new LongAdder();

  /** Makes counters that stand at zero. */
  public DeliveryCounters() {
    for (int i = 0; i < dropped.length; i++) {
      dropped[i] = new LongAdder();
    }
  }

  /** Counts lost records. */
  public void drop(DropCause cause, long items) {
    dropped[cause.ordinal()].add(items);
  }

  /** Counts one more attempt for the same request. */
  public void retry() {
    retries.increment();
  }

  /** Counts records that went to disk, or with a negative number came back from there. */
  public void spool(long items) {
    spooled.add(items);
  }

  /** Counts records that arrived. */
  public void export(long items) {
    exported.add(items);
  }

  /** Counts a request by its final result, each of its items under one heading. */
  public void settle(ExportResult result, long items) {
    requests.increment();
    if (!result.isSuccess()) {
      failedRequests.increment();
    }
    count(result, items, 1);
  }

  /**
   * Moves items of a request that is counted, now or soon, by {@code counted} to the heading of
   * what really became of them. The sum over all headings stays what it is.
   */
  public void reassign(ExportResult counted, ExportResult actual, long items) {
    count(counted, items, -1);
    count(actual, items, 1);
  }

  private void count(ExportResult result, long items, int sign) {
    switch (result.kind()) {
      case DELIVERED:
        exported.add(sign * items);
        break;
      case PARTIAL:
        long rejected = Math.min(items, result.rejectedItems());
        exported.add(sign * (items - rejected));
        drop(DropCause.REJECTED, sign * rejected);
        break;
      case STORED:
        spooled.add(sign * items);
        break;
      default:
        drop(causeOf(result), sign * items);
        break;
    }
  }

  private static DropCause causeOf(ExportResult result) {
    switch (result.cause()) {
      case CLOSED:
        return DropCause.SHUTDOWN;
      case INTERNAL:
        return DropCause.INTERNAL_ERROR;
      case TOO_LARGE:
        return DropCause.TOO_LARGE;
      case SPOOL_FULL:
        return DropCause.SPOOL_FULL;
      default:
        return result.kind() == ExportResult.Kind.RETRY
            ? DropCause.RETRIES_EXHAUSTED
            : DropCause.REFUSED;
    }
  }

  /** Records lost for one cause. */
  public long dropped(DropCause cause) {
    return dropped[cause.ordinal()].sum();
  }

  /** Records lost for any cause. */
  public long dropped() {
    long sum = 0;
    for (LongAdder one : dropped) {
      sum += one.sum();
    }
    return sum;
  }

  /** Records that arrived. */
  public long exported() {
    return exported.sum();
  }

  /** Requests that were sent, with whatever result. */
  public long requests() {
    return requests.sum();
  }

  /** Requests that were lost. */
  public long failedRequests() {
    return failedRequests.sum();
  }

  /** Attempts beyond the first. */
  public long retries() {
    return retries.sum();
  }

  /** Records that are on disk now. */
  public long spooled() {
    return spooled.sum();
  }
}
