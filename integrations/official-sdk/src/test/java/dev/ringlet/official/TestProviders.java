// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.ComponentProvider;
import dev.ringlet.config.Config;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.testing.CapturingExporter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurablePropagatorProvider;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.autoconfigure.spi.ResourceProvider;
import io.opentelemetry.sdk.autoconfigure.spi.internal.ConfigurableMetricReaderProvider;
import io.opentelemetry.sdk.autoconfigure.spi.logs.ConfigurableLogRecordExporterProvider;
import io.opentelemetry.sdk.autoconfigure.spi.metrics.ConfigurableMetricExporterProvider;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSamplerProvider;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Providers of the official SDK on the class path of these tests. */
public final class TestProviders {
  static final List<SpanData> SPANS = new CopyOnWriteArrayList<>();
  static final List<LogRecordData> LOGS = new CopyOnWriteArrayList<>();
  static final List<MetricData> METRICS = new CopyOnWriteArrayList<>();
  static final Memory.Metrics READER = new Memory.Metrics();
  static final CapturingExporter OWN = new CapturingExporter();
  static final TextMapPropagator OWN_PROPAGATOR = header("x-own");

  private TestProviders() {}

  public static final class Spans implements ConfigurableSpanExporterProvider {
    @Override
    public SpanExporter createExporter(ConfigProperties config) {
      if (config.getBoolean("test.refuse", false)) {
        throw new ConfigurationException("test.refuse is set");
      }
      return Memory.spans(SPANS);
    }

    @Override
    public String getName() {
      return "Memory";
    }
  }

  public static final class Logs implements ConfigurableLogRecordExporterProvider {
    @Override
    public LogRecordExporter createExporter(ConfigProperties config) {
      return Memory.logRecords(LOGS);
    }

    @Override
    public String getName() {
      return "Memory";
    }
  }

  public static final class MetricsPushed implements ConfigurableMetricExporterProvider {
    @Override
    public MetricExporter createExporter(ConfigProperties config) {
      return new MetricExporter() {
        @Override
        public AggregationTemporality getAggregationTemporality(InstrumentType instrumentType) {
          return AggregationTemporality.DELTA;
        }

        @Override
        public CompletableResultCode export(Collection<MetricData> metrics) {
          METRICS.addAll(metrics);
          return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
          return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
          return CompletableResultCode.ofSuccess();
        }
      };
    }

    @Override
    public String getName() {
      return "Memory";
    }
  }

  public static final class MetricsPulled implements ConfigurableMetricReaderProvider {
    @Override
    public MetricReader createMetricReader(ConfigProperties config) {
      return READER;
    }

    @Override
    public String getName() {
      return "pulled";
    }
  }

  /** One of Ringlet's own, not of the official SDK. */
  public static final class Components implements ComponentProvider {
    @Override
    public Exporter createExporter(Signal signal, String name, Config config) {
      return name.equalsIgnoreCase("own") ? OWN : null;
    }

    @Override
    public TextMapPropagator createPropagator(String name, Config config) {
      return name.equals("own") ? OWN_PROPAGATOR : null;
    }
  }

  public static final class NoSpans implements ConfigurableSamplerProvider {
    @Override
    public Sampler createSampler(ConfigProperties config) {
      return Sampler.alwaysOff();
    }

    @Override
    public String getName() {
      return "no-spans";
    }
  }

  static TextMapPropagator header(String name) {
    return new TextMapPropagator() {
      @Override
      public Collection<String> fields() {
        return List.of(name);
      }

      @Override
      public <C> void inject(Context context, C carrier, TextMapSetter<C> setter) {}

      @Override
      public <C> Context extract(Context context, C carrier, TextMapGetter<C> getter) {
        return context;
      }
    };
  }

  public static final class Header implements ConfigurablePropagatorProvider {
    @Override
    public TextMapPropagator getPropagator(ConfigProperties config) {
      return header(config.getString("test.header", "x-test"));
    }

    @Override
    public String getName() {
      return "header";
    }
  }

  public static final class Detected implements ResourceProvider {
    @Override
    public Resource createResource(ConfigProperties config) {
      return Resource.create(
          Attributes.of(
              AttributeKey.stringKey("detected"), "yes",
              AttributeKey.stringKey("service.name"), "detected"));
    }
  }

  public static final class Customizer implements AutoConfigurationCustomizerProvider {
    @Override
    public void customize(AutoConfigurationCustomizer customizer) {
      customizer
          .addPropertiesSupplier(() -> Map.of("otel.span.attribute.value.length.limit", "7"))
          .addResourceCustomizer(
              (resource, config) ->
                  resource.toBuilder().removeIf(key -> key.getKey().equals("unwanted")).build());
    }
  }
}
