// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import dev.ringlet.common.Resource;
import dev.ringlet.internal.engine.SignalEngine;
import dev.ringlet.internal.record.AttributeBuffer;
import dev.ringlet.internal.record.RecordBuffer;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.time.AnchoredClock;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;

/** State that all meters of a provider share: clock, resource, buffers, counters and log. */
public final class MeterEngine extends SignalEngine {
  /** Limit of the encoded attributes of one series. */
  public static final int MAX_SERIES_BYTES = 64 << 10;

  private static final Class<?> OWN_CLASS = Attributes.empty().getClass();

  /** Limit of names, descriptions and units. */
  private static final int MAX_TEXT_CHARS = 8 << 10;

  public final ExemplarMode exemplarMode;
  public final int exemplarCells = Runtime.getRuntime().availableProcessors();
  private final LongAdder refused = new LongAdder();
  private final LongAdder shortened = new LongAdder();

  public MeterEngine(
      Class<?> owner,
      AnchoredClock clock,
      RecordPool pool,
      Resource resource,
      ExemplarMode exemplarMode) {
    super(owner, clock, pool, resource);
    this.exemplarMode = exemplarMode;
  }

  /** Number of measurements that were not finite, or negative for a monotonic instrument. */
  public long refusedMeasurements() {
    return refused.sum();
  }

  /** Number of attributes and texts that were truncated or dropped because of their size. */
  public long shortenedValues() {
    return shortened.sum();
  }

  public void onNonFinite(String instrument, double value) {
    refused.increment();
    logger.log(
        Level.WARNING,
        "not finite " + instrument,
        () ->
            "Instrument "
                + instrument
                + " does not accept "
                + value
                + "; the measurement is dropped");
  }

  public void onNegative(Instrument instrument) {
    refused.increment();
    logger.log(
        Level.WARNING,
        "negative " + instrument.name(),
        () ->
            (instrument.kind() == InstrumentKind.HISTOGRAM ? "Histogram " : "Counter ")
                + instrument.name()
                + " does not accept negative values; the measurement is dropped");
  }

  /** Reports what the application's own classes threw inside a measurement, which is lost. */
  public void onLostMeasurement(Throwable error) {
    onUserError("measurement", error);
  }

  /** A text, or as much of it as a metric may carry. */
  public String cut(String what, String text) {
    if (text == null || text.length() <= MAX_TEXT_CHARS) {
      return text;
    }
    shortened.increment();
    logger.log(
        Level.WARNING,
        "long " + what,
        () -> "A " + what + " has " + text.length() + " characters and is truncated");
    return text.substring(0, MAX_TEXT_CHARS) + AttributeBuffer.CUT_MARK + text.length() + "]";
  }

  /**
   * Returns immutable attributes with the API's hash code: attributes of another class are copied,
   * as far as they can be read.
   */
  public Attributes own(Attributes attributes) {
    return attributes.getClass() == OWN_CLASS ? attributes : copy(attributes);
  }

  private Attributes copy(Attributes foreign) {
    AttributesBuilder copy = Attributes.builder();
    tell("class of attributes", copy::putAll, foreign);
    return copy.build();
  }

  /** Counts and reports attributes of a series that were cut or dropped. */
  void onShortenedAttributes(String metric, int count) {
    shortened.add(count);
    logger.log(
        Level.WARNING,
        "large attributes " + metric,
        () ->
            "A series of metric "
                + metric
                + " has attributes of more than "
                + MAX_SERIES_BYTES
                + " bytes or "
                + Bounded.MAX_ATTRIBUTES
                + " names; they are cut");
  }

  /** A buffer for attributes; the caller releases it. */
  public RecordBuffer attributeBuffer(int tag) {
    RecordBuffer buffer = pool.take();
    buffer.begin(tag, Integer.MAX_VALUE, Integer.MAX_VALUE, MAX_SERIES_BYTES);
    return buffer;
  }

  public boolean isSampled(Span span) {
    try {
      return span.getSpanContext().isSampled();
    } catch (Throwable t) {
      onUserError("span", t);
      return false;
    }
  }
}
