// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import static dev.ringlet.testing.Await.LONG;

import com.google.protobuf.Message;
import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.engine.Pipeline;
import dev.ringlet.internal.engine.PipelineExporter;
import dev.ringlet.testing.OtlpCapture;
import dev.ringlet.testing.differential.CapturedPipeline;
import dev.ringlet.testing.differential.FlatMessage;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Both SDKs with the same properties, each with a collector for what it logs. */
final class LogPair implements AutoCloseable {
  // What it says about records that are wrong on purpose would fill pages.
  private static final Logger LOGGER = Logger.getLogger("io.opentelemetry");

  private final AtomicLong emitted = new AtomicLong();
  private final AtomicLong exported = new AtomicLong();
  private final OtlpCapture officialCapture = OtlpCapture.start();
  private final OtlpCapture ringletCapture = OtlpCapture.start();
  private final OpenTelemetrySdk official;
  private final RingletLoggerProvider ringlet;

  LogPair(Map<String, String> properties) {
    LOGGER.setLevel(Level.OFF);
    Map<String, String> settings = properties(properties, officialCapture);
    official =
        AutoConfiguredOpenTelemetrySdk.builder()
            .addPropertiesCustomizer(ignored -> settings)
            .addLogRecordExporterCustomizer((exporter, config) -> new CountingExporter(exporter))
            .addLoggerProviderCustomizer(
                (provider, config) ->
                    provider.addLogRecordProcessor((context, one) -> emitted.incrementAndGet()))
            .disableShutdownHook()
            .build()
            .getOpenTelemetrySdk();
    Config config = Config.of(properties(properties, ringletCapture), Map.of(), Map.of());
    Resource resource = Resource.fromConfig(config);
    Pipeline pipeline = CapturedPipeline.of(config, resource, Signal.LOGS, "blrp");
    ringlet =
        RingletLoggerProvider.builder()
            .addExporter(new PipelineExporter(pipeline))
            .setResource(resource)
            .setLogLimits(LogLimits.fromConfig(config))
            .build();
  }

  private static Map<String, String> properties(Map<String, String> more, OtlpCapture capture) {
    Map<String, String> all = new HashMap<>();
    all.put("otel.exporter.otlp.protocol", "http/protobuf");
    all.put("otel.exporter.otlp.endpoint", capture.endpoint());
    all.put("otel.metrics.exporter", "none");
    all.put("otel.traces.exporter", "none");
    all.put("otel.blrp.schedule.delay", "3600000");
    all.put("otel.blrp.max.queue.size", "16384");
    all.put("otel.blrp.max.export.batch.size", "16384");
    all.put("ringlet.blrp.max.queue.bytes", "128MiB");
    all.put("ringlet.blrp.max.export.batch.bytes", "32MiB");
    all.put("otel.service.name", "differential");
    all.putAll(more);
    return all;
  }

  /** Sends what was emitted and returns it from both, as lines of fields. */
  List<List<String>> collect() {
    flushOfficial();
    if (!ringlet.flush(LONG)) {
      throw new AssertionError("Ringlet could not flush");
    }
    List<List<String>> both = List.of(lines(officialCapture), lines(ringletCapture));
    officialCapture.clear();
    ringletCapture.clear();
    return both;
  }

  /**
   * Flushes until all is exported: a flush that is asked for right after another one has completed
   * may be answered with the result of that one, and export nothing.
   */
  private void flushOfficial() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    do {
      CompletableResultCode result = official.getSdkLoggerProvider().forceFlush();
      if (!result.join(60, TimeUnit.SECONDS).isSuccess()) {
        throw new AssertionError("the official SDK could not flush");
      }
      Thread.yield();
    } while (exported.get() != emitted.get() && System.nanoTime() - end < 0);
  }

  private final class CountingExporter implements LogRecordExporter {
    private final LogRecordExporter delegate;

    CountingExporter(LogRecordExporter delegate) {
      this.delegate = delegate;
    }

    @Override
    public CompletableResultCode export(Collection<LogRecordData> records) {
      int count = records.size();
      return delegate.export(records).whenComplete(() -> exported.addAndGet(count));
    }

    @Override
    public CompletableResultCode flush() {
      return delegate.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return delegate.shutdown();
    }
  }

  private static List<String> lines(OtlpCapture capture) {
    Map<String, List<String>> scopes = new TreeMap<>();
    capture.logs().stream()
        .flatMap(request -> request.getResourceLogsList().stream())
        .forEach(resource -> add(resource, scopes));
    List<String> lines = new ArrayList<>();
    scopes.values().forEach(lines::addAll);
    return lines;
  }

  private static void add(ResourceLogs resource, Map<String, List<String>> scopes) {
    for (ScopeLogs scope : resource.getScopeLogsList()) {
      String name = text(scope.getScope()) + scope.getSchemaUrl() + resource.getSchemaUrl();
      List<String> lines = scopes.computeIfAbsent(name, unknown -> new ArrayList<>());
      for (LogRecord one : scope.getLogRecordsList()) {
        lines.add(name + " | " + text(withoutClock(one)));
      }
    }
  }

  /** An observed time that was set is far from now. */
  private static LogRecord withoutClock(LogRecord one) {
    long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    boolean read = Math.abs(now - one.getObservedTimeUnixNano()) < TimeUnit.MINUTES.toNanos(10);
    return read ? one.toBuilder().setObservedTimeUnixNano(FlatMessage.CLOCK).build() : one;
  }

  private static String text(Message message) {
    StringBuilder text = new StringBuilder();
    FlatMessage.of(message)
        .forEach(
            (path, value) -> {
              if (!path.endsWith(" order")) {
                text.append(path).append('=').append(value).append("; ");
              }
            });
    return text.toString();
  }

  /** Makes the same of both SDKs. */
  <T> List<T> both(Function<LoggerProvider, T> make) {
    return List.of(make.apply(official.getLogsBridge()), make.apply(ringlet));
  }

  @Override
  public void close() {
    official.close();
    ringlet.close();
    officialCapture.close();
    ringletCapture.close();
  }
}
