// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.metrics.collect.RequestWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** A reader that collects when it is asked to. Any thread may ask. */
public final class OnDemandMetricReader extends MetricReader {
  private final ReentrantLock collecting = new ReentrantLock();
  private volatile boolean closed;

  private OnDemandMetricReader(Builder builder) {
    super(builder);
  }

  /** Starts a reader. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Collects all metrics.
   *
   * @return OTLP {@code ExportMetricsServiceRequest} messages, more than one only if the batch size
   *     is limited; none if there are no points, after the provider was closed, or from inside of a
   *     callback of an instrument
   */
  public List<byte[]> collect() {
    List<byte[]> all = new ArrayList<>();
    collect((data, offset, length) -> all.add(Arrays.copyOfRange(data, offset, offset + length)));
    return all;
  }

  /**
   * Collects all metrics without a copy, as {@link #collect()} does.
   *
   * @param consumer called on this thread for each request before this returns; an exception of it
   *     goes to the caller
   */
  public void collect(RequestConsumer consumer) {
    if (closed || isInsideCallback()) {
      return;
    }
    collecting.lock();
    try {
      if (!closed) {
        RequestWriter requests = collectRequests();
        for (int i = 0; i < requests.requests(); i++) {
          ProtoWriter body = requests.body(i);
          consumer.accept(body.data(), 0, body.position());
        }
      }
    } finally {
      collecting.unlock();
      stopIfClosed();
    }
  }

  /** Ends the thread of the callbacks; a collection under way does so when it ends. */
  private void stopIfClosed() {
    if (closed && collecting.tryLock()) {
      try {
        stopCallbacks();
      } finally {
        collecting.unlock();
      }
    }
  }

  /** Takes the bytes of one OTLP {@code ExportMetricsServiceRequest}. */
  @FunctionalInterface
  public interface RequestConsumer {
    /** Takes them; the array belongs to the reader again when this returns. */
    void accept(byte[] data, int offset, int length);
  }

  @Override
  void start() {}

  @Override
  boolean flush(long timeoutNanos) {
    return true;
  }

  @Override
  void close(long timeoutNanos) {
    closed = true;
    stopIfClosed();
  }

  /** Collects what a reader is made of. Not thread-safe. */
  public static final class Builder extends MetricReader.Builder<Builder> {
    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Makes the reader. */
    public OnDemandMetricReader build() {
      return new OnDemandMetricReader(this);
    }
  }
}
