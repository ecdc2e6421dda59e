// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.delivery;

import dev.ringlet.export.DropCause;
import java.util.concurrent.atomic.LongAdder;

/**
 * The counters of one signal by outcome.
 *
 * <p>Any thread counts and reads. Nothing here is touched when a record is simply accepted; that
 * number is derived from the ring. At any quiet moment
 *
 * <pre>produced = exported + sum of dropped + spooled + pending</pre>
 */
public final class DeliveryCounters {
  private static final DropCause[] CAUSES = DropCause.values();

  private final LongAdder[] dropped = new LongAdder[CAUSES.length];
  private final LongAdder accepted = new LongAdder();
  private final LongAdder exported = new LongAdder();
  private final LongAdder requests = new LongAdder();
  private final LongAdder failedRequests = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder spooled = new LongAdder();

  /** Creates counters with the value zero. */
  public DeliveryCounters() {
    for (int i = 0; i < dropped.length; i++) {
      dropped[i] = new LongAdder();
    }
  }

  /** Counts lost records. */
  public void drop(DropCause cause, long items) {
    dropped[cause.ordinal()].add(items);
  }

  /** Counts records that went to disk, or with a negative number came back from there. */
  public void spool(long items) {
    spooled.add(items);
  }

  /** Counts records that were taken for sending; only where no ring counts them. */
  public void accept(long items) {
    accepted.add(items);
  }

  /** Counts a request and each of its items by its report. */
  public void count(DeliveryReport report) {
    requests.increment();
    if (!report.isSuccess()) {
      failedRequests.increment();
    }
    retries.add(report.retries());
    countItems(report);
  }

  /** Counts a request that was lost as a whole; allocates nothing. */
  public void countFailure(DropCause cause, long items) {
    requests.increment();
    failedRequests.increment();
    drop(cause, items);
  }

  /**
   * Counts each item of a report that belongs to no request of the sender, such as a stored one.
   */
  public void countItems(DeliveryReport report) {
    exported.add(report.delivered());
    spooled.add(report.stored());
    for (DropCause cause : CAUSES) {
      long lost = report.dropped(cause);
      if (lost != 0) {
        drop(cause, lost);
      }
    }
  }

  /** Records that {@link #accept} counted. */
  public long accepted() {
    return accepted.sum();
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

  /** Requests that were sent, with any result. */
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
