// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.openloop;

import dev.ringlet.export.Signal;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What one call records. Spans and log record builders escape into a {@link Blackhole}, as they do
 * in applications, so that the JIT does not remove the object.
 */
abstract class Shape {
  static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
  static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
  static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

  private static final Map<String, Function<OpenTelemetry, Shape>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("span, no attributes", SpanShapes.None::new);
    ALL.put("span, 5 on the span", SpanShapes.FiveOnSpan::new);
    ALL.put("span, 5 on the builder", SpanShapes.FiveOnBuilder::new);
    ALL.put("request", SpanShapes.Request::new);
    ALL.put("span, 15 and a SQL text", SpanShapes.Fifteen::new);
    ALL.put("log, 2 attributes", TwoAttributes::new);
    ALL.put("log, exception", WithException::new);
    ALL.put("counter", Counter::new);
    ALL.put("histogram, steady values", openTelemetry -> new Histogram(openTelemetry, false));
    ALL.put("histogram, random values", openTelemetry -> new Histogram(openTelemetry, true));
  }

  final Blackhole escape =
      new Blackhole(
          "Today's password is swordfish. I understand instantiating Blackholes directly is"
              + " dangerous.");

  /** The names of all shapes. */
  static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** Returns the shape with a name. */
  static Shape of(String name, OpenTelemetry openTelemetry) {
    Function<OpenTelemetry, Shape> shape = ALL.get(name);
    if (shape == null) {
      throw new IllegalArgumentException("no shape is called " + name + "; there are " + names());
    }
    return shape.apply(openTelemetry);
  }

  /** Records once. */
  abstract void record();

  /** Number of spans or log records per call. */
  int items() {
    return 1;
  }

  Signal signal() {
    return Signal.TRACES;
  }

  /** Divisor of the rate: a service records exceptions less often. */
  int rarity() {
    return 1;
  }

  private abstract static class LogShape extends Shape {
    final Logger logger;

    LogShape(OpenTelemetry openTelemetry) {
      logger = openTelemetry.getLogsBridge().get("com.example.shop");
    }

    @Override
    final Signal signal() {
      return Signal.LOGS;
    }
  }

  private static final class TwoAttributes extends LogShape {
    private static final AttributeKey<String> USER = AttributeKey.stringKey("user.name");
    private static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("login.attempts");

    TwoAttributes(OpenTelemetry openTelemetry) {
      super(openTelemetry);
    }

    @Override
    void record() {
      var builder = logger.logRecordBuilder();
      escape.consume(builder);
      builder
          .setSeverity(Severity.INFO)
          .setBody("User signed in from a new device")
          .setAttribute(USER, "ada")
          .setAttribute(ATTEMPTS, 2L)
          .emit();
    }
  }

  private static final class WithException extends LogShape {
    /** Stack depth of a typical request in a framework. */
    private static final int DEPTH = 40;

    private final Throwable exception;

    @Override
    int rarity() {
      return 10;
    }

    WithException(OpenTelemetry openTelemetry) {
      super(openTelemetry);
      exception = thrownAt(DEPTH);
    }

    private static Throwable thrownAt(int depth) {
      return depth > 0
          ? thrownAt(depth - 1)
          : new IllegalStateException("The session has expired", new RuntimeException("no row"));
    }

    @Override
    void record() {
      var builder = logger.logRecordBuilder();
      escape.consume(builder);
      builder
          .setSeverity(Severity.ERROR)
          .setBody("The request failed")
          .setException(exception)
          .emit();
    }
  }

  private abstract static class MetricShape extends Shape {
    static final Attributes ATTRIBUTES =
        Attributes.of(METHOD, "GET", ROUTE, "/users/{id}", STATUS, 200L);

    @Override
    final int items() {
      return 0;
    }

    @Override
    final Signal signal() {
      return Signal.METRICS;
    }
  }

  private static final class Counter extends MetricShape {
    private final LongCounter counter;

    Counter(OpenTelemetry openTelemetry) {
      counter = openTelemetry.getMeter("com.example.shop").counterBuilder("requests").build();
    }

    @Override
    void record() {
      counter.add(1, ATTRIBUTES);
    }
  }

  /** Durations in seconds: nearly equal, or random from 0 to 10. */
  private static final class Histogram extends MetricShape {
    private final DoubleHistogram histogram;
    private final double[] values = new double[1 << 14];
    private int next;

    Histogram(OpenTelemetry openTelemetry, boolean random) {
      histogram =
          openTelemetry
              .getMeter("com.example.shop")
              .histogramBuilder("http.server.request.duration")
              .setUnit("s")
              .setExplicitBucketBoundariesAdvice(
                  List.of(
                      0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5,
                      10.0))
              .build();
      Random source = new Random(42);
      for (int i = 0; i < values.length; i++) {
        values[i] = random ? 10 * source.nextDouble() : 0.03 + 0.01 * source.nextDouble();
      }
    }

    @Override
    void record() {
      histogram.record(values[next++ & (values.length - 1)], ATTRIBUTES);
    }
  }
}
