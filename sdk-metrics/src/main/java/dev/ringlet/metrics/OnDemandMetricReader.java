// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.internal.wire.ProtoWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A reader that collects when it is asked to. Any thread may ask. */
public final class OnDemandMetricReader extends MetricReader {
  private boolean closed;

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
   *     is limited; none if there is nothing to tell, or after the provider was closed
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
  public synchronized void collect(RequestConsumer consumer) {
    if (!closed) {
      RequestWriter requests = collectRequests();
      for (int i = 0; i < requests.requests(); i++) {
        ProtoWriter body = requests.body(i);
        consumer.accept(body.data(), 0, body.position());
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
  synchronized void close(long timeoutNanos) {
    closed = true;
    stopCallbacks();
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
