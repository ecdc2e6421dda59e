// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.metrics.collect.RequestWriter;
import dev.ringlet.metrics.instrument.CallbackRunner;
import dev.ringlet.metrics.series.InstrumentKind;
import dev.ringlet.metrics.series.MeterEngine;
import dev.ringlet.metrics.series.MetricStorage;
import dev.ringlet.metrics.series.MetricStream;
import dev.ringlet.metrics.series.ObservedStorage;
import dev.ringlet.metrics.series.SynchronousStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * Collects metrics. Each reader has its own series, so several readers collect independently.
 * Follows the OpenTelemetry specification, "Metrics SDK", section "MetricReader".
 *
 * <p>A reader belongs to one meter provider.
 */
public abstract sealed class MetricReader permits PeriodicMetricReader, OnDemandMetricReader {
  private static final long CALLBACK_TIMEOUT_NANOS = 30_000_000_000L;

  private final Temporality temporality;

  /** In place of {@code temporality} unless it is null. */
  private final @Nullable Predicate<InstrumentType> delta;

  private final Function<InstrumentType, Aggregation> defaultAggregation;
  private final ToIntFunction<InstrumentType> cardinalityLimits;
  private final int maxExportBatchSize;
  private final List<MetricProducer> producers;
  private final MetricFilter metricFilter;
  private volatile @Nullable Attachment attachment;
  private int number;
  private final LastCollection last = new LastCollection();

  /** The provider of this reader, and what collections from it reuse. */
  private record Attachment(
      MetricSource source, RequestWriter requests, CallbackRunner callbacks) {}

  MetricReader(Builder<?> builder) {
    temporality = builder.temporality;
    delta = builder.delta;
    defaultAggregation = builder.defaultAggregation;
    cardinalityLimits = builder.cardinalityLimits;
    maxExportBatchSize = builder.maxExportBatchSize;
    producers = List.copyOf(builder.producers);
    metricFilter = builder.metricFilter;
  }

  final void attach(MetricSource to, int number) {
    if (attachment != null) {
      throw new IllegalArgumentException("reader belongs to a meter provider already");
    }
    this.number = number;
    attachment =
        new Attachment(
            to,
            new RequestWriter(to.engine(), maxExportBatchSize),
            new CallbackRunner(to.engine(), callbackTimeoutNanos()));
  }

  private Attachment attached() {
    return Objects.requireNonNull(attachment, "reader belongs to no meter provider");
  }

  private MeterEngine engine() {
    return attached().source.engine();
  }

  /** The index of this reader in its provider. */
  final int number() {
    return number;
  }

  final MetricStorage newStorage(MetricStream stream) {
    long[] times = last.get();
    return stream.instrument().kind().isAsynchronous()
        ? new ObservedStorage(stream, engine(), times[0], times[1])
        : new SynchronousStorage(stream, engine(), times[0], times[1]);
  }

  long callbackTimeoutNanos() {
    return CALLBACK_TIMEOUT_NANOS;
  }

  boolean isDelta(InstrumentKind kind) {
    if (delta == null) {
      return temporality.isDelta(kind);
    }
    InstrumentType type = InstrumentType.of(kind);
    return Boolean.TRUE.equals(engine().ask("choice of the temporality", delta::test, type));
  }

  Aggregation defaultAggregation(InstrumentType type) {
    Aggregation chosen =
        engine().ask("choice of the default aggregation", defaultAggregation, type);
    return chosen == null ? Aggregation.defaultAggregation() : chosen;
  }

  int cardinalityLimit(InstrumentType type) {
    Integer limit =
        engine().ask("choice of the cardinality limit", cardinalityLimits::applyAsInt, type);
    return limit == null || limit < 1 ? Builder.DEFAULT_CARDINALITY_LIMIT : limit;
  }

  /** Starts the reader, after the provider is built. */
  abstract void start();

  abstract boolean flush(long timeoutNanos);

  /** Collects for the last time and stops, by the timeout. */
  abstract void close(long timeoutNanos);

  /** Collects into requests that stay until the next collection. Called by one thread at a time. */
  final RequestWriter collectRequests() {
    Attachment attached = attached();
    MetricSource from = attached.source;
    RequestWriter requests = attached.requests;
    requests.begin();
    long epochNanos = from.engine().now();
    long nanoTime = from.engine().clock.nanoTime();
    from.collect(number, attached.callbacks, requests, epochNanos, nanoTime);
    produce(from.producers(), requests);
    produce(producers, requests);
    requests.endRequest();
    last.set(epochNanos, nanoTime);
    return requests;
  }

  /** How many points the last collection took, also if it failed. */
  final int pointsTaken() {
    return attached().requests.taken();
  }

  private void produce(List<MetricProducer> from, RequestWriter requests) {
    for (int i = 0; i < from.size(); i++) { // by number, for an iterator would be garbage
      MetricProducer.Collector target =
          new FilteredMetrics(metricFilter, requests::encodedScopeMetrics);
      engine().tell("metric producer", producer -> producer.produce(target), from.get(i));
    }
  }

  /** Whether this thread runs callbacks that a collection of this reader waits for. */
  final boolean isRunningCallbacksHere() {
    return attached().callbacks.isHere();
  }

  final boolean isInsideCallback() {
    Attachment attached = attachment;
    return attached != null && attached.source.isInsideCallback();
  }

  /** Whether the reader belongs to a meter provider already. */
  final boolean isAttached() {
    return attachment != null;
  }

  /** Logs that a collection failed, unless memory is exhausted. */
  final void onFailure(Throwable error) {
    try {
      engine()
          .logger
          .log(Level.WARNING, "collection", () -> "Metrics could not be collected: " + error);
    } catch (Throwable ignored) {
      // not even for the message
    }
  }

  /** Calls code of the application, and returns whether it did not throw. */
  final <A> boolean tell(String where, Consumer<A> code, A argument) {
    return engine().tell(where, code, argument);
  }

  final void stopCallbacks() {
    Attachment attached = attachment;
    if (attached != null) {
      attached.callbacks.close();
    }
  }

  /**
   * Builds a reader. Not thread-safe.
   *
   * @param <B> the builder's own type
   */
  public abstract static class Builder<B extends Builder<B>> {
    private static final int DEFAULT_CARDINALITY_LIMIT = 2000;

    private final List<MetricProducer> producers = new ArrayList<>();
    private Temporality temporality = Temporality.CUMULATIVE;
    private @Nullable Predicate<InstrumentType> delta;
    private Function<InstrumentType, Aggregation> defaultAggregation =
        type -> Aggregation.defaultAggregation();
    private ToIntFunction<InstrumentType> cardinalityLimits = type -> DEFAULT_CARDINALITY_LIMIT;
    private int maxExportBatchSize = Integer.MAX_VALUE;
    private MetricFilter metricFilter = MetricFilter.acceptAll();

    Builder() {}

    abstract B self();

    /** Sets the temporality of all instruments. */
    public B setTemporality(Temporality temporality) {
      this.temporality = Objects.requireNonNull(temporality, "temporality");
      delta = null;
      return self();
    }

    /**
     * Sets by kind of instrument whether points cover the time since the last collection, in place
     * of {@link #setTemporality}.
     */
    public B setDelta(Predicate<InstrumentType> delta) {
      this.delta = Objects.requireNonNull(delta, "delta");
      return self();
    }

    /** Sets the aggregation by kind of instrument, where no view says otherwise. */
    public B setDefaultAggregation(Function<InstrumentType, Aggregation> defaultAggregation) {
      this.defaultAggregation = Objects.requireNonNull(defaultAggregation, "defaultAggregation");
      return self();
    }

    /**
     * Sets how many series a metric may have, 2000 by default.
     *
     * @param cardinalityLimit 1 or more; beyond it measurements are added up in one series with the
     *     attribute {@code otel.metric.overflow}
     */
    public B setCardinalityLimit(int cardinalityLimit) {
      int checked = positive(cardinalityLimit, "cardinalityLimit");
      cardinalityLimits = type -> checked;
      return self();
    }

    /**
     * Sets by kind of instrument how many series a metric may have, in place of {@link
     * #setCardinalityLimit}. A limit below 1 stands for 2000.
     */
    public B setCardinalityLimits(ToIntFunction<InstrumentType> cardinalityLimits) {
      this.cardinalityLimits = Objects.requireNonNull(cardinalityLimits, "cardinalityLimits");
      return self();
    }

    /**
     * Sets the maximum number of points of a request, 1 or more; unlimited by default. What a
     * {@link MetricProducer} returns in one piece stays in one piece.
     */
    public B setMaxExportBatchSize(int maxExportBatchSize) {
      this.maxExportBatchSize = positive(maxExportBatchSize, "maxExportBatchSize");
      return self();
    }

    /** Adds a source of metrics next to the meters. */
    public B addMetricProducer(MetricProducer producer) {
      producers.add(Objects.requireNonNull(producer, "producer"));
      return self();
    }

    /** Sets which metrics of producers are taken; all by default. */
    public B setMetricFilter(MetricFilter metricFilter) {
      this.metricFilter = Objects.requireNonNull(metricFilter, "metricFilter");
      return self();
    }

    private static int positive(int value, String name) {
      if (value < 1) {
        throw new IllegalArgumentException(name + " must be 1 or more: " + value);
      }
      return value;
    }
  }
}
