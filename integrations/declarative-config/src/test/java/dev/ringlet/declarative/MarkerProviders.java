// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative;

import io.opentelemetry.api.incubator.config.DeclarativeConfigProperties;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.autoconfigure.spi.internal.ComponentProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Components of the official SDK's interface, all of the name {@code marker}. */
public final class MarkerProviders {
  static final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  private MarkerProviders() {}

  private abstract static class Named implements ComponentProvider {
    private final Class<?> type;

    Named(Class<?> type) {
      this.type = type;
    }

    @Override
    public final Class<?> getType() {
      return type;
    }

    @Override
    public final String getName() {
      return "marker";
    }
  }

  /** Marks spans at their start. */
  public static final class OfSpans extends Named {
    /** For the service loader. */
    public OfSpans() {
      super(SpanProcessor.class);
    }

    @Override
    public Object create(DeclarativeConfigProperties config) {
      String text = config.getString("text", "nothing");
      DeclarativeConfigProperties nested = config.getStructured("nested");
      seen.add(text + " " + (nested == null ? "" : nested.getScalarList("numbers", Long.class)));
      return new SpanProcessor() {
        @Override
        public void onStart(Context parentContext, ReadWriteSpan span) {
          span.setAttribute("marker", text);
        }

        @Override
        public boolean isStartRequired() {
          return true;
        }

        @Override
        public void onEnd(ReadableSpan span) {}

        @Override
        public boolean isEndRequired() {
          return false;
        }

        @Override
        public CompletableResultCode shutdown() {
          seen.add(text + " closed");
          return CompletableResultCode.ofSuccess();
        }
      };
    }
  }

  /** Marks log records. */
  public static final class OfLogRecords extends Named {
    /** For the service loader. */
    public OfLogRecords() {
      super(LogRecordProcessor.class);
    }

    @Override
    public Object create(DeclarativeConfigProperties config) {
      String text = config.getString("text", "nothing");
      return (LogRecordProcessor)
          (context, record) ->
              record.setAttribute(
                  io.opentelemetry.api.common.AttributeKey.stringKey("marker"), text);
    }
  }

  /** A sampler that takes all or nothing. */
  public static final class OfSamplers extends Named {
    /** For the service loader. */
    public OfSamplers() {
      super(Sampler.class);
    }

    @Override
    public Object create(DeclarativeConfigProperties config) {
      return config.getBoolean("keeps", true) ? Sampler.alwaysOn() : Sampler.alwaysOff();
    }
  }

  /** An exporter that notes the names of spans. */
  public static final class OfExporters extends Named {
    /** For the service loader. */
    public OfExporters() {
      super(SpanExporter.class);
    }

    @Override
    public Object create(DeclarativeConfigProperties config) {
      return new SpanExporter() {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
          spans.forEach(span -> seen.add(config.getString("prefix") + span.getName()));
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
  }

  /** A propagator that writes one field. */
  public static final class OfPropagators extends Named {
    /** For the service loader. */
    public OfPropagators() {
      super(TextMapPropagator.class);
    }

    @Override
    public Object create(DeclarativeConfigProperties config) {
      return new TextMapPropagator() {
        @Override
        public Collection<String> fields() {
          return List.of("marker");
        }

        @Override
        public <C> void inject(Context context, C carrier, TextMapSetter<C> setter) {
          setter.set(carrier, "marker", "here");
        }

        @Override
        public <C> Context extract(Context context, C carrier, TextMapGetter<C> getter) {
          return context;
        }
      };
    }
  }
}
