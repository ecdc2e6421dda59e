// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.differential.AttributeSink;
import dev.ringlet.testing.differential.Draw;
import dev.ringlet.testing.differential.DrawAttributes;
import dev.ringlet.testing.differential.Quote;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ringlet against the official SDK: the same log records, call by call, arrive the same. {@code
 * -Dringlet.differential.seeds=1000} looks longer.
 */
class LogDifferentialTest {
  private static final int SEEDS = 24;
  private static final int DRAWN_SETTINGS = Integer.getInteger("ringlet.differential.seeds", 24);
  private static final int RECORDS_A_SEED = 150;
  private static final int FLUSH_CHARS = 400_000;

  static Stream<Map<String, String>> settings() {
    return Stream.of(
        Map.of(),
        Map.of("otel.attribute.count.limit", "3", "otel.attribute.value.length.limit", "5"),
        Map.of("otel.attribute.count.limit", "0"),
        Map.of("otel.resource.attributes", "a=b,service.version=1"));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void randomRecords(Map<String, String> properties) {
    long records = 0;
    try (LogPair pair = new LogPair(properties)) {
      for (long seed = 1; seed <= SEEDS; seed++) {
        records += new Program(seed, pair).run(RECORDS_A_SEED);
      }
    }
    assertThat(records).isGreaterThanOrEqualTo(2_000);
  }

  /** All settings that change a log record: the limits and the resource. */
  private static Map<String, String> drawSettings(Draw draw) {
    Map<String, String> properties = new TreeMap<>();
    if (draw.oneIn(2)) {
      properties.put("otel.attribute.count.limit", String.valueOf(draw.below(9)));
    }
    if (draw.oneIn(2)) {
      properties.put("otel.attribute.value.length.limit", String.valueOf(draw.below(40)));
    }
    if (draw.oneIn(3)) {
      properties.put("otel.resource.attributes", "a=b%20c,n=" + draw.below(9));
    }
    return properties;
  }

  @Test
  void randomRecordsUnderRandomSettings() {
    for (long seed = 1; seed <= DRAWN_SETTINGS; seed++) {
      try (LogPair pair = new LogPair(drawSettings(new Draw(seed)))) {
        assertThat(new Program(seed + 500_000, pair).run(50)).isPositive();
      }
    }
  }

  /** Draws calls and does each on both SDKs before it draws the next. */
  private static final class Program {
    private static final int CALLS = 14;
    private static final int SCALAR_CALLS = 10;

    private final LogPair pair;
    private final Draw draw;
    private final DrawAttributes attributes;
    private final List<String> calls = new ArrayList<>();
    private final List<List<Logger>> loggers = new ArrayList<>();
    private final String name;

    Program(long seed, LogPair pair) {
      this.pair = pair;
      name = "seed " + seed;
      draw = new Draw(seed);
      attributes = new DrawAttributes(draw);
      loggers.add(pair.both(api -> api.get("differential")));
    }

    long run(int records) {
      long compared = 0;
      int chars = 0;
      for (int i = 0; i < records; i++) {
        record();
        chars += draw.charsSinceAsked();
        if (chars > FLUSH_CHARS || i == records - 1) {
          compared += compare();
          chars = 0;
        }
      }
      return compared;
    }

    private int compare() {
      List<List<String>> both = pair.collect();
      List<String> official = both.get(0);
      List<String> ringlet = both.get(1);
      for (int i = 0; i < Math.min(official.size(), ringlet.size()); i++) {
        assertThat(ringlet.get(i))
            .as("%s, record %d, after %s", name, i, String.join("\n", calls))
            .isEqualTo(official.get(i));
      }
      assertThat(ringlet).as(name).hasSameSizeAs(official);
      calls.clear();
      return official.size();
    }

    private void record() {
      if (draw.oneIn(15)) {
        String scope = draw.text();
        String version = draw.oneIn(2) ? draw.text() : "1";
        loggers.add(
            pair.both(
                api ->
                    api.loggerBuilder(scope)
                        .setInstrumentationVersion(version)
                        .setSchemaUrl(version)
                        .build()));
      }
      List<Logger> both = loggers.get(draw.below(loggers.size()));
      List<LogRecordBuilder> builders = both.stream().map(Logger::logRecordBuilder).toList();
      calls.add("logRecordBuilder()");
      int calls = draw.below(8);
      for (int i = 0; i < calls; i++) {
        call(builders, CALLS);
      }
      emit(builders);
      if (draw.oneIn(12)) {
        // A builder may be used again. An attribute set then also gets into the record before, if
        // that waits in the official SDK's queue; in ours a record is what it was when emitted.
        call(builders, SCALAR_CALLS);
        emit(builders);
      }
    }

    private void emit(List<LogRecordBuilder> builders) {
      Context current = draw.oneIn(3) ? context() : null;
      each("emit() in " + current, builders, b -> emit(b, current));
    }

    private static void emit(LogRecordBuilder builder, Context current) {
      if (current == null) {
        builder.emit();
        return;
      }
      Scope scope = current.makeCurrent();
      try {
        builder.emit();
      } finally {
        scope.close();
      }
    }

    private void call(List<LogRecordBuilder> builders, int kinds) {
      switch (draw.below(kinds)) {
        case 0 -> {
          long time = draw.time();
          TimeUnit unit = draw.unit();
          if (unit != null) {
            each("setTimestamp(" + time + unit, builders, b -> b.setTimestamp(time, unit));
          }
        }
        case 1 -> {
          Instant time = instant();
          each("setTimestamp(" + time, builders, b -> b.setTimestamp(time));
        }
        case 2 -> {
          Instant time = instant();
          each("setObservedTimestamp(" + time, builders, b -> b.setObservedTimestamp(time));
        }
        case 3 -> {
          Context context = context();
          each("setContext(" + context, builders, b -> b.setContext(context));
        }
        case 4, 5 -> {
          Severity severity = draw.of(List.of(Severity.values()));
          each("setSeverity(" + severity, builders, b -> b.setSeverity(severity));
        }
        case 6 -> {
          String text = draw.text();
          each("setSeverityText(" + Quote.of(text), builders, b -> b.setSeverityText(text));
        }
        case 7 -> {
          String text = draw.text();
          if (text != null) {
            each("setBody(" + Quote.of(text), builders, b -> b.setBody(text));
          }
        }
        case 8 -> {
          Value<?> value = attributes.value(0);
          each("setBody(value", builders, b -> b.setBody(value));
        }
        case 9 -> {
          String text = draw.text();
          each("setEventName(" + Quote.of(text), builders, b -> b.setEventName(text));
        }
        case 10 -> {
          Throwable exception = new IllegalStateException(draw.text());
          each("setException(", builders, b -> b.setException(exception));
        }
        default -> {
          AttributeSink.Call call = attributes.call();
          each(call.text(), builders, b -> call.setter().setOn(AttributeSink.of(b)));
        }
      }
    }

    private Instant instant() {
      Instant drawn = draw.instant();
      boolean usable = drawn != null && !drawn.equals(Instant.MIN) && !drawn.equals(Instant.MAX);
      return usable ? drawn : Instant.EPOCH;
    }

    private Context context() {
      if (draw.oneIn(4)) {
        return Context.root();
      }
      SpanContext span =
          SpanContext.create(
              TraceId.fromLongs(draw.number(), draw.number()),
              SpanId.fromLong(draw.number()),
              TraceFlags.fromByte((byte) draw.below(4)),
              TraceState.getDefault());
      return Context.root().with(Span.wrap(draw.oneIn(8) ? SpanContext.getInvalid() : span));
    }

    private void each(
        String text, List<LogRecordBuilder> builders, Consumer<LogRecordBuilder> call) {
      calls.add(text);
      List<String> thrown = new ArrayList<>();
      for (LogRecordBuilder builder : builders) {
        try {
          call.accept(builder);
          thrown.add("nothing");
        } catch (RuntimeException e) {
          thrown.add(e.getClass().getName());
        }
      }
      assertThat(thrown.get(1)).as("%s, %s throws", name, text).isEqualTo(thrown.get(0));
    }
  }
}
