// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.internal.record.KnownTexts;
import dev.ringlet.internal.record.RecordBuffer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.context.Context;
import java.util.List;

/**
 * Initialises the classes that a log call can need. If the first use of a class happens on a full
 * stack, it cannot be initialised, and the JVM never tries again: each later call that needs the
 * class would lose its record or value.
 */
final class WarmUp {
  private static final int MANY_ATTRIBUTES = 40;

  private WarmUp() {}

  /** Encodes a record with all fields and discards it. */
  static void run(LogEngine engine) {
    RecordBuffer record = null;
    try {
      RingletLogRecordBuilder builder =
          new RingletLogRecordBuilder(
              new RingletLogger(engine, InstrumentationScope.empty(), 0, LoggerConfig.enabled()));
      builder.setException(new IllegalStateException("warm-up", new IllegalStateException()));
      builder.setEventName("warm-up");
      builder.setAttribute(AttributeKey.stringArrayKey("list"), List.of("é"));
      builder.setAttribute(AttributeKey.doubleKey("double"), 0.5);
      builder.setAttribute(AttributeKey.booleanKey("boolean"), true);
      for (int i = 0; i < MANY_ATTRIBUTES; i++) {
        builder.setAttribute(AttributeKey.longKey("key " + i), (long) i);
      }
      record = engine.beginRecord();
      builder.putAttributes(record);
      LogRecordEncoder.body(record, new KnownTexts(), value());
      LogRecordEncoder.times(record, 1, 1, Severity.INFO);
      engine.putSpan(record, engine.spanIn(Context.root()));
      LogRecordEncoder.ids(record, 1, 1, 1);
      builder.processed(Context.root(), 1, Severity.INFO).getAttributes();
      CallbackScope.open().close();
      LogRecordExtras many = builder.copy();
      many.add(AttributeKey.longKey("beyond the limit"), 1L, many.count());
    } catch (Throwable t) {
      // An API that lacks one of these classes has no calls that need it.
    } finally {
      if (record != null) {
        record.release();
      }
    }
  }

  private static Value<?> value() {
    return Value.of(
        KeyValue.of("list", Value.of(Value.of("é"), Value.of(true), Value.of(0.5), Value.of(1))),
        KeyValue.of("bytes", Value.of(new byte[1])));
  }
}
