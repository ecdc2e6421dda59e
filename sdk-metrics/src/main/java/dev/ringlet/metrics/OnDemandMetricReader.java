// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.metrics.collect.RequestWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A reader that collects when {@code collect} is called, on the calling thread. Thread-safe.
 * Follows the OpenTelemetry specification, "Metrics SDK", section "MetricReader".
 */
public final class OnDemandMetricReader extends MetricReader {
  private final ReentrantLock collecting = new ReentrantLock();
  private final Client client;
  private final String componentType;
  private volatile @Nullable LongConsumer collectionListener;
  private volatile boolean closed;

  private OnDemandMetricReader(Builder builder) {
    super(builder);
    client = builder.client;
    componentType = builder.componentType;
  }

  /** Starts a reader. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Collects all metrics.
   *
   * @return OTLP {@code ExportMetricsServiceRequest} messages, more than one only if the batch size
   *     is limited; none if there are no points, before the provider is built, after it was closed,
   *     or from inside of a callback of an instrument
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
    if (closed || !isAttached() || isInsideCallback()) {
      return;
    }
    collecting.lock();
    try {
      if (!closed) {
        RequestWriter requests = collectMeasured();
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

  private RequestWriter collectMeasured() {
    LongConsumer listener = collectionListener;
    if (listener == null) {
      return collectRequests();
    }
    long start = System.nanoTime();
    RequestWriter requests = collectRequests();
    listener.accept(System.nanoTime() - start);
    return requests;
  }

  /** The {@code otel.component.type} of the reader in the SDK's own metrics. */
  public String getComponentType() {
    return componentType;
  }

  /**
   * Sets what gets the duration of each collection, in nanoseconds, on the thread that collects.
   * The SDK sets it for its own metrics. Follows the semantic conventions, "SDK metrics", {@code
   * otel.sdk.metric_reader.collection.duration}.
   *
   * @param listener called by one thread at a time; must not throw
   */
  public void setCollectionListener(LongConsumer listener) {
    collectionListener = Objects.requireNonNull(listener, "listener");
  }

  /** Ends the thread of the callbacks, or lets a collection in progress end it. */
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
    /** Takes the bytes; the reader reuses the array when this returns. */
    void accept(byte[] data, int offset, int length);
  }

  /**
   * The component that calls the reader and lives as long as the meter provider. Exceptions are
   * counted and otherwise ignored.
   */
  public interface Client {
    /** Called once when the reader can collect. */
    void start(OnDemandMetricReader reader);

    /**
     * Completes pending work, because the meter provider is flushed.
     *
     * @return whether it completed in time
     */
    default boolean flush(Duration timeout) {
      return true;
    }

    /** Collects for the last time and stops, because the meter provider is closed. */
    default void close(Duration timeout) {}
  }

  @Override
  void start() {
    ask(nothing -> client.start(this), Duration.ZERO);
  }

  @Override
  boolean flush(long timeoutNanos) {
    boolean[] done = {true};
    return ask(timeout -> done[0] = client.flush(timeout), Duration.ofNanos(timeoutNanos))
        && done[0];
  }

  @Override
  void close(long timeoutNanos) {
    ask(client::close, Duration.ofNanos(timeoutNanos));
    closed = true;
    stopIfClosed();
  }

  /** Calls code of the application; false if it threw. */
  private boolean ask(Consumer<Duration> call, Duration timeout) {
    return tell("client of a metric reader", call, timeout);
  }

  /** Builds an on-demand reader. Not thread-safe. */
  public static final class Builder extends MetricReader.Builder<Builder> {
    private Client client = reader -> {};
    private String componentType = OnDemandMetricReader.class.getName();

    private Builder() {}

    /** Sets the client, which starts and closes with the meter provider; none by default. */
    public Builder setClient(Client client) {
      this.client = Objects.requireNonNull(client, "client");
      return this;
    }

    /**
     * Sets the {@code otel.component.type} of the reader in the SDK's own metrics, by default the
     * name of this class.
     */
    public Builder setComponentType(String componentType) {
      this.componentType = Objects.requireNonNull(componentType, "componentType");
      return this;
    }

    @Override
    Builder self() {
      return this;
    }

    /** Creates the reader. */
    public OnDemandMetricReader build() {
      return new OnDemandMetricReader(this);
    }
  }
}
