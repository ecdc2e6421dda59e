// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.RingletSdk;
import dev.ringlet.config.ConfigException;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.logs.LogLimits;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.SdkLoggerProviderBuilder;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.export.MetricProducer;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Passes builders of providers of the official SDK to customizers, and applies the changes to
 * Ringlet. Those builders have no getters, so their fields are read; a field that cannot be read
 * fails the start with a message. Defaults of a new builder are recognized by identity.
 */
final class ProviderBuilders {
  private final RingletSdk.Builder builder;
  private final Resource detected;

  ProviderBuilders(RingletSdk.Builder builder, Resource detected) {
    this.builder = builder;
    this.detected = detected;
  }

  ProviderBuilders applyTracerProvider(
      List<BiFunction<SdkTracerProviderBuilder, ConfigProperties, SdkTracerProviderBuilder>>
          customizers,
      ConfigProperties properties) {
    if (customizers.isEmpty()) {
      return this;
    }
    SdkTracerProviderBuilder fresh = SdkTracerProvider.builder();
    Object made = Customizers.chain(customizers, SdkTracerProvider.builder(), properties);
    for (Object processor : (List<?>) read(made, "spanProcessors")) {
      builder.addSpanProcessor(OfficialTypes.spanProcessor((SpanProcessor) processor));
    }
    changed(made, fresh, "sampler", s -> builder.addSamplerCustomizer(replacing((Sampler) s)));
    changed(
        made,
        fresh,
        "idsGenerator",
        ids -> builder.setIdGenerator(OfficialTypes.idGenerator((IdGenerator) ids)));
    changed(
        made,
        fresh,
        "spanLimitsSupplier",
        limits ->
            builder.setSpanLimits(
                OfficialTypes.spanLimits((SpanLimits) ((Supplier<?>) limits).get())));
    resource(made, fresh);
    return this;
  }

  /** What a customizer of the provider sets, replaces what customizers of samplers have made. */
  private static UnaryOperator<dev.ringlet.trace.Sampler> replacing(Sampler sampler) {
    return replaced -> {
      replaced.close();
      return OfficialTypes.sampler(sampler);
    };
  }

  ProviderBuilders applyMeterProvider(
      List<BiFunction<SdkMeterProviderBuilder, ConfigProperties, SdkMeterProviderBuilder>>
          customizers,
      ConfigProperties properties) {
    if (customizers.isEmpty()) {
      return this;
    }
    SdkMeterProviderBuilder fresh = SdkMeterProvider.builder();
    Object made = Customizers.chain(customizers, SdkMeterProvider.builder(), properties);
    for (Object view : (List<?>) read(made, "registeredViews")) {
      builder.addView(
          OfficialTypes.instrumentSelector(
              (InstrumentSelector) call(view, "getInstrumentSelector")),
          OfficialTypes.view((View) call(view, "getView")));
    }
    for (Object reader : ((Map<?, ?>) read(made, "metricReaders")).keySet()) {
      builder.addMetricReader(OfficialTypes.metricReader((MetricReader) reader));
    }
    Object own = read(made, "resource");
    Resource resource = own == read(fresh, "resource") ? detected : (Resource) own;
    for (Object producer : (List<?>) read(made, "metricProducers")) {
      builder.addMetricProducer(OfficialTypes.metricProducer((MetricProducer) producer, resource));
    }
    changed(made, fresh, "exemplarFilter", filter -> refuse("the exemplar filter of metrics"));
    resource(made, fresh);
    return this;
  }

  ProviderBuilders applyLoggerProvider(
      List<BiFunction<SdkLoggerProviderBuilder, ConfigProperties, SdkLoggerProviderBuilder>>
          customizers,
      ConfigProperties properties) {
    if (customizers.isEmpty()) {
      return this;
    }
    SdkLoggerProviderBuilder fresh = SdkLoggerProvider.builder();
    Object made = Customizers.chain(customizers, SdkLoggerProvider.builder(), properties);
    for (Object processor : (List<?>) read(made, "logRecordProcessors")) {
      builder.addLogRecordProcessor(
          OfficialTypes.logRecordProcessor((LogRecordProcessor) processor));
    }
    changed(
        made,
        fresh,
        "logLimitsSupplier",
        limits ->
            builder.setLogLimits(
                OfficialTypes.logLimits((LogLimits) ((Supplier<?>) limits).get())));
    resource(made, fresh);
    return this;
  }

  private void resource(Object made, Object fresh) {
    changed(
        made,
        fresh,
        "resource",
        resource -> builder.setResource(OfficialTypes.resource((Resource) resource)));
    changed(made, fresh, "clock", clock -> refuse("a clock of one provider"));
  }

  private static void refuse(String what) {
    throw new ConfigException("Ringlet takes no customizer for " + what);
  }

  private static void changed(Object made, Object fresh, String field, Consumer<Object> apply) {
    Object now = read(made, field);
    if (now != read(fresh, field)) {
      apply.accept(now);
    }
  }

  private static Object read(Object of, String name) {
    try {
      Field field = of.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return Objects.requireNonNull(field.get(of), name);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw unreadable(of, name);
    }
  }

  private static Object call(Object of, String name) {
    try {
      Method method = of.getClass().getMethod(name);
      method.setAccessible(true);
      return Objects.requireNonNull(method.invoke(of), name);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw unreadable(of, name);
    }
  }

  private static ConfigException unreadable(Object of, String name) {
    return new ConfigException(
        "What a customizer did cannot be read from "
            + of.getClass().getName()
            + "."
            + name
            + " in this version of the official SDK");
  }
}
