// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import dev.ringlet.config.Config;
import dev.ringlet.export.Signal;

/**
 * When and how much a {@link BatchWorker} sends. Internal to Ringlet: may change or vanish in any
 * release. Immutable.
 */
public final class BatchPolicy {
  private static final long MILLI = 1_000_000L;
  private static final long LINGER_NANOS = 20 * MILLI;
  private static final long IDLE_NANOS = 1_000 * MILLI;
  private static final int MAX_QUEUE = 1 << 20;
  private static final long MIN_STRIPE_BYTES = 64 << 10;
  private static final long MAX_DELAY_NANOS = Long.MAX_VALUE / 4;

  final Signal signal;
  final long scheduleDelayNanos;
  final long exportTimeoutNanos;
  final long lingerNanos;
  final int wakeItems;
  final int maxBatchItems;
  final int maxBatchBytes;
  final long maxQueueBytes;
  final int maxQueueItems;
  final int stripes;

  private BatchPolicy(
      Signal signal,
      long scheduleDelayNanos,
      long exportTimeoutNanos,
      int[] items,
      int maxBatchBytes,
      long maxQueueBytes,
      int stripes) {
    this.signal = signal;
    // Without a delay each record wakes the worker, which would otherwise look all the time.
    boolean atOnce = scheduleDelayNanos == 0;
    this.scheduleDelayNanos = atOnce ? IDLE_NANOS : scheduleDelayNanos;
    this.exportTimeoutNanos = exportTimeoutNanos;
    this.wakeItems = atOnce ? 1 : items[0];
    this.maxBatchItems = items[1];
    this.maxQueueItems = items[2];
    this.lingerNanos = items[1] == Integer.MAX_VALUE && !atOnce ? LINGER_NANOS : 0;
    this.maxBatchBytes = maxBatchBytes;
    this.maxQueueBytes = maxQueueBytes;
    this.stripes = stripes;
  }

  private BatchPolicy(BatchPolicy other, int stripes, long lingerNanos) {
    this.signal = other.signal;
    this.scheduleDelayNanos = other.scheduleDelayNanos;
    this.exportTimeoutNanos = other.exportTimeoutNanos;
    this.wakeItems = other.wakeItems;
    this.maxBatchItems = other.maxBatchItems;
    this.maxQueueItems = other.maxQueueItems;
    this.lingerNanos = lingerNanos;
    this.maxBatchBytes = other.maxBatchBytes;
    this.maxQueueBytes = other.maxQueueBytes;
    this.stripes = stripes;
  }

  /**
   * Reads {@code otel.bsp.*} or {@code otel.blrp.*}, and {@code ringlet.bsp.*} or {@code
   * ringlet.blrp.*} for what is measured in bytes.
   *
   * <p>A queue or batch size in items is kept when it is set. When it is not, bytes are the bound,
   * and 512 waiting records start an export.
   *
   * @param prefix {@code bsp} or {@code blrp}
   * @param defaultDelayNanos the specification's default for this signal
   * @param defaultQueueBytes memory for waiting records
   */
  public static BatchPolicy fromConfig(
      Config config, Signal signal, String prefix, long defaultDelayNanos, long defaultQueueBytes) {
    String key = "otel." + prefix + ".";
    String own = "ringlet." + prefix + ".";
    long delay =
        config.getDurationNanos(key + "schedule.delay", defaultDelayNanos, 0, MAX_DELAY_NANOS);
    long timeout =
        config.getDurationNanos(key + "export.timeout", 30_000 * MILLI, 0, MAX_DELAY_NANOS);
    int queue = config.getInt(key + "max.queue.size", 0, 1, Integer.MAX_VALUE);
    int batch = config.getInt(key + "max.export.batch.size", 0, 1, Integer.MAX_VALUE);
    int wake = batch > 0 ? batch : 512;
    if (queue > 0) {
      wake = Math.min(wake, queue);
    }
    int limit = batch > 0 ? Math.min(batch, queue > 0 ? queue : batch) : Integer.MAX_VALUE;
    long derived = Math.max(defaultQueueBytes, Math.min(queue, MAX_QUEUE) * 512L);
    long queueBytes = config.getBytes(own + "max.queue.bytes", derived, 64 << 10, 256L << 20);
    int batchBytes =
        (int) config.getBytes(own + "max.export.batch.bytes", 512 << 10, 1 << 10, 64L << 20);
    return new BatchPolicy(
        signal,
        delay,
        timeout == 0 ? MAX_DELAY_NANOS : timeout,
        new int[] {wake, limit, Math.min(queue, MAX_QUEUE)},
        batchBytes,
        queueBytes,
        (int) Math.min(defaultStripes(), Long.highestOneBit(queueBytes / MIN_STRIPE_BYTES)));
  }

  /** A power of two near the number of processors, at most 32. */
  public static int defaultStripes() {
    int processors = Math.min(32, Runtime.getRuntime().availableProcessors());
    return processors <= 1 ? 1 : Integer.highestOneBit(processors - 1) << 1;
  }

  /** The same with another number of stripes, a power of two. */
  BatchPolicy withStripes(int stripes) {
    return new BatchPolicy(this, stripes, lingerNanos);
  }

  /** The same with another pause between exports that are started by the number of records. */
  BatchPolicy withLingerNanos(long lingerNanos) {
    return new BatchPolicy(this, stripes, lingerNanos);
  }

  /** The longest time that one export may take, in nanoseconds. */
  public long exportTimeoutNanos() {
    return exportTimeoutNanos;
  }
}
