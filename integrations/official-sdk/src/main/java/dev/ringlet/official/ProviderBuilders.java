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
import io.opentelemetry.sdk.metrics.export.CardinalityLimitSelector;
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
  private Resource resource;

  /**
   * Changes nothing yet.
   *
   * @param detected the resource that the builders have when customizers get them
   */
  ProviderBuilders(RingletSdk.Builder builder, Resource detected) {
    this.builder = builder;
    this.detected = detected;
    resource = detected;
  }

  /** The resource with the changes of all customizers so far. */
  Resource resource() {
    return resource;
  }

  ProviderBuilders applyTracerProvider(
      List<BiFunction<SdkTracerProviderBuilder, ConfigProperties, SdkTracerProviderBuilder>>
          customizers,
      ConfigProperties properties) {
    if (customizers.isEmpty()) {
      return this;
    }
    SdkTracerProviderBuilder fresh = SdkTracerProvider.builder().setResource(detected);
    SdkTracerProviderBuilder given = SdkTracerProvider.builder().setResource(detected);
    Object made = Customizers.chain(customizers, given, properties);
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
    common(made, fresh);
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
    SdkMeterProviderBuilder fresh = SdkMeterProvider.builder().setResource(detected);
    SdkMeterProviderBuilder given = SdkMeterProvider.builder().setResource(detected);
    Object made = Customizers.chain(customizers, given, properties);
    for (Object view : (List<?>) read(made, "registeredViews")) {
      builder.addView(
          OfficialTypes.instrumentSelector(
              (InstrumentSelector) call(view, "getInstrumentSelector")),
          OfficialTypes.view((View) call(view, "getView")));
    }
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) read(made, "metricReaders")).entrySet()) {
      CardinalityLimitSelector limits = (CardinalityLimitSelector) entry.getValue();
      builder.addMetricReader(
          OfficialMetricReader.of((MetricReader) entry.getKey())
              .setCardinalityLimits(type -> limits.getCardinalityLimit(MetricTypes.official(type)))
              .build());
    }
    changed(made, fresh, "exemplarFilter", filter -> refuse("the exemplar filter of metrics"));
    common(made, fresh);
    for (Object producer : (List<?>) read(made, "metricProducers")) {
      builder.addMetricProducer(OfficialTypes.metricProducer((MetricProducer) producer, resource));
    }
    return this;
  }

  ProviderBuilders applyLoggerProvider(
      List<BiFunction<SdkLoggerProviderBuilder, ConfigProperties, SdkLoggerProviderBuilder>>
          customizers,
      ConfigProperties properties) {
    if (customizers.isEmpty()) {
      return this;
    }
    SdkLoggerProviderBuilder fresh = SdkLoggerProvider.builder().setResource(detected);
    SdkLoggerProviderBuilder given = SdkLoggerProvider.builder().setResource(detected);
    Object made = Customizers.chain(customizers, given, properties);
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
    common(made, fresh);
    return this;
  }

  private void common(Object made, Object fresh) {
    changed(made, fresh, "resource", own -> add((Resource) own));
    changed(made, fresh, "clock", clock -> refuse("a clock of one provider"));
  }

  /**
   * Ringlet has one resource, so attributes that a customizer adds hold for all signals, and those
   * that it removes stay. Defaults of the official SDK, which a builder has that the customizer
   * made itself, are no changes.
   */
  private void add(Resource own) {
    Resource defaults = Resource.getDefault();
    Resource added =
        own.toBuilder()
            .removeIf(
                key -> {
                  Object value = own.getAttribute(key);
                  return value.equals(detected.getAttribute(key))
                      || value.equals(defaults.getAttribute(key));
                })
            .build();
    resource = resource.merge(added);
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
