// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import dev.ringlet.config.Config;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.ring.ByteRing;
import java.util.logging.Logger;

/** The limits and delays of a {@link BatchWorker}. Immutable. */
public final class BatchPolicy {
  private static final long MILLI = 1_000_000L;
  private static final long IDLE_NANOS = 1_000 * MILLI;
  private static final long TRIM_NANOS = 10_000 * MILLI;
  private static final long MIN_STRIPE_BYTES = 64 << 10;
  private static final long MAX_DELAY_NANOS = Long.MAX_VALUE / 4;

  private static final long MIN_QUEUE_BYTES = 64 << 10;
  private static final long MAX_QUEUE_BYTES = 256L << 20;
  private static final int MIN_BATCH_BYTES = 16 << 10;
  private static final int MAX_BATCH_BYTES = 1 << 20;

  /** With its headers a request is within 4 MiB, the default limit of gRPC receivers. */
  private static final int LARGE_BATCH_BYTES = (4 << 20) - (64 << 10);

  private static final long LARGE_FROM_BYTES_PER_SECOND = 24 << 20;

  final Signal signal;
  final long scheduleDelayNanos;
  final long exportTimeoutNanos;

  /** Number of pending records that starts an export. */
  final int wakeItems;

  final int maxBatchItems;
  final int maxBatchBytes;

  /** The same under a lasting load; see {@link BatchSchedule}. */
  final int largeBatchBytes;

  final long largeFromBytesPerSecond;
  final long maxQueueBytes;

  /** Maximum number of pending records, or 0 if only bytes are bounded. */
  final int maxQueueItems;

  final int stripes;

  /** Interval of trims, which drop memory that was not needed during the interval. */
  final long trimNanos;

  private record Times(long scheduleDelayNanos, long exportTimeoutNanos, long trimNanos) {}

  private record Batch(
      int wakeItems, int maxItems, int maxBytes, int largeBytes, long largeFromBytesPerSecond) {}

  private record Queue(int maxItems, long maxBytes, int stripes) {}

  private BatchPolicy(Signal signal, Times times, Batch batch, Queue queue) {
    this.signal = signal;
    scheduleDelayNanos = times.scheduleDelayNanos;
    exportTimeoutNanos = times.exportTimeoutNanos;
    trimNanos = times.trimNanos;
    wakeItems = batch.wakeItems;
    maxBatchItems = batch.maxItems;
    maxBatchBytes = batch.maxBytes;
    largeBatchBytes = batch.largeBytes;
    largeFromBytesPerSecond = batch.largeFromBytesPerSecond;
    maxQueueItems = queue.maxItems;
    maxQueueBytes = queue.maxBytes;
    stripes = queue.stripes;
  }

  private BatchPolicy with(long trimNanos, int stripes, long largeFromBytesPerSecond) {
    return new BatchPolicy(
        signal,
        new Times(scheduleDelayNanos, exportTimeoutNanos, trimNanos),
        new Batch(
            wakeItems, maxBatchItems, maxBatchBytes, largeBatchBytes, largeFromBytesPerSecond),
        new Queue(maxQueueItems, maxQueueBytes, stripes));
  }

  /**
   * Reads {@code otel.bsp.*} or {@code otel.blrp.*}, and {@code ringlet.bsp.*} or {@code
   * ringlet.blrp.*} for limits in bytes.
   *
   * <p>If a queue size in records is set, that number of records may wait, whatever their size,
   * within a quarter of the heap (1 to 256 MiB) or the queue bytes that are set. If no queue size
   * is set, the bound is a sixteenth of the heap, from 1 to 128 MiB. An export starts when the
   * records or bytes of a batch are pending, or half the records of the queue if only its size is
   * set, or when the delay has passed. A batch size above the queue size is reduced to it, with a
   * warning.
   *
   * @param prefix {@code bsp} or {@code blrp}
   * @param defaultDelayNanos the specification's default for this signal
   */
  public static BatchPolicy fromConfig(
      Config config, Signal signal, String prefix, long defaultDelayNanos) {
    return forHeap(config, signal, prefix, defaultDelayNanos, Runtime.getRuntime().maxMemory());
  }

  static BatchPolicy forHeap(
      Config config, Signal signal, String prefix, long defaultDelayNanos, long heapBytes) {
    String key = "otel." + prefix + ".";
    String own = "ringlet." + prefix + ".";
    long delay = nanos(config, key + "schedule.delay", defaultDelayNanos);
    long timeout = nanos(config, key + "export.timeout", 30_000 * MILLI);
    int queue = config.getInt(key + "max.queue.size", 0, 1, Integer.MAX_VALUE);
    int batch = config.getInt(key + "max.export.batch.size", 0, 1, Integer.MAX_VALUE);
    if (queue > 0 && batch > queue) {
      warnOfBatch(key, queue, batch);
    }
    queue = Math.min(queue, ByteRing.MAX_RECORDS);
    long queueBytes =
        config.getBytes(
            own + "max.queue.bytes",
            defaultQueueBytes(heapBytes, queue > 0),
            MIN_QUEUE_BYTES,
            MAX_QUEUE_BYTES);
    String batchKey = own + "max.export.batch.bytes";
    long part = queueBytes / 4;
    long usual = Math.max(MIN_BATCH_BYTES, Math.min(part, MAX_BATCH_BYTES));
    int batchBytes = (int) config.getBytes(batchKey, usual, 1 << 10, 64L << 20);
    boolean isSet = config.getString(batchKey) != null;
    int largeBytes = isSet ? batchBytes : (int) Math.max(usual, Math.min(part, LARGE_BATCH_BYTES));
    // Without a delay each record wakes the worker; otherwise the worker would poll.
    boolean atOnce = delay == 0;
    long stripes = Math.min(defaultStripes(), Long.highestOneBit(queueBytes / MIN_STRIPE_BYTES));
    return new BatchPolicy(
        signal,
        new Times(
            atOnce ? IDLE_NANOS : delay, timeout == 0 ? MAX_DELAY_NANOS : timeout, TRIM_NANOS),
        new Batch(
            atOnce ? 1 : wakeItems(queue, batch),
            maxBatchItems(queue, batch),
            batchBytes,
            largeBytes,
            LARGE_FROM_BYTES_PER_SECOND),
        new Queue(queue, queueBytes, (int) stripes));
  }

  /** A time that can be added to {@code nanoTime}; a longer one never passes either. */
  private static long nanos(Config config, String key, long defaultNanos) {
    return Math.min(config.getDurationNanos(key, defaultNanos, 0, Long.MAX_VALUE), MAX_DELAY_NANOS);
  }

  private static void warnOfBatch(String key, int queue, int batch) {
    Logger.getLogger(BatchPolicy.class.getName())
        .warning(
            key
                + "max.export.batch.size is reduced from "
                + batch
                + " to "
                + queue
                + ", the value of "
                + key
                + "max.queue.size");
  }

  private static long defaultQueueBytes(long heapBytes, boolean bySize) {
    long part = bySize ? heapBytes / 4 : heapBytes / 16;
    return Math.max(1 << 20, Math.min(part, bySize ? MAX_QUEUE_BYTES : MAX_QUEUE_BYTES / 2));
  }

  private static int wakeItems(int queue, int batch) {
    if (batch > 0) {
      return maxBatchItems(queue, batch);
    }
    return queue > 0 ? (queue + 1) / 2 : Integer.MAX_VALUE;
  }

  private static int maxBatchItems(int queue, int batch) {
    if (batch > 0) {
      return queue > 0 ? Math.min(batch, queue) : batch;
    }
    return Integer.MAX_VALUE;
  }

  /** Number of bytes in use that starts an export of usual size. */
  long wakeBytes() {
    return wakeBytes(maxBatchBytes);
  }

  /** Number of bytes in use that starts an export, for a size of requests. */
  long wakeBytes(int batchBytes) {
    return Math.min(maxQueueBytes / 2, batchBytes);
  }

  /** A power of two near the number of processors, at most 32. */
  public static int defaultStripes() {
    int processors = Math.min(32, Runtime.getRuntime().availableProcessors());
    return processors <= 1 ? 1 : Integer.highestOneBit(processors - 1) << 1;
  }

  /** Returns a copy with another number of stripes, a power of two. */
  BatchPolicy withStripes(int stripes) {
    return with(trimNanos, stripes, largeFromBytesPerSecond);
  }

  /** Returns a copy with another interval of trims. */
  BatchPolicy withTrimNanos(long trimNanos) {
    return with(trimNanos, stripes, largeFromBytesPerSecond);
  }

  /** Returns a copy with another load from which requests are large. */
  BatchPolicy withLargeFrom(long bytesPerSecond) {
    return with(trimNanos, stripes, bytesPerSecond);
  }

  /** Timeout of one export, in nanoseconds. */
  public long exportTimeoutNanos() {
    return exportTimeoutNanos;
  }
}
