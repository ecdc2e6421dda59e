// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ringlet.RingletSdk;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.official.encode.LogRecordEncoder;
import dev.ringlet.official.encode.MetricEncoder;
import dev.ringlet.official.encode.RequestEncoder;
import dev.ringlet.official.encode.SpanEncoder;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.Base2ExponentialHistogramOptions;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Official code sees the same of the same telemetry on Ringlet and on the official SDK. */
class ViewsTest {
  private static final SpanLimits LIMITS =
      SpanLimits.builder()
          .setMaxNumberOfAttributes(100)
          .setMaxNumberOfLinks(1)
          .setMaxAttributeValueLength(40)
          .build();

  /** The official SDK takes it from a clock of its own. */
  private static final Pattern EXEMPLAR_TIME =
      Pattern.compile("exemplars \\{\\s+time_unix_nano: \\d+");

  private static final InstrumentSelector SPREAD =
      InstrumentSelector.builder().setName("spread").build();
  private static final View EXPONENTIAL =
      View.builder()
          .setAggregation(
              Aggregation.base2ExponentialBucketHistogram(
                  Base2ExponentialHistogramOptions.builder()
                      .setMaxBuckets(20)
                      .setMaxScale(5)
                      .build()))
          .build();

  private static <T> byte[] encoded(RequestEncoder<T> encoder, Collection<T> records) {
    ProtoWriter out = new ProtoWriter(100);
    encoder.encode(records, out);
    return Arrays.copyOf(out.data(), out.position());
  }

  private static RingletSdk.Builder ringlet(OneAfterAnother source) {
    return RingletSdk.builder()
        .property("otel.traces.exporter", "none")
        .property("otel.metrics.exporter", "none")
        .property("otel.logs.exporter", "none")
        .property("ringlet.shutdown.hook", "false")
        .setClock(OfficialTypes.clock(source))
        .setIdGenerator(OfficialTypes.idGenerator(source))
        .setSpanLimits(OfficialTypes.spanLimits(LIMITS));
  }

  private static List<String> withoutResource(List<String> texts) {
    return texts.stream().map(text -> text.substring(0, text.indexOf("resource {"))).toList();
  }

  private static List<SpanData> officialSpans() {
    List<SpanData> spans = new ArrayList<>();
    OneAfterAnother source = new OneAfterAnother();
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setClock(source)
            .setIdGenerator(source)
            .setSpanLimits(LIMITS)
            .addSpanProcessor(SimpleSpanProcessor.create(Memory.spans(spans)))
            .build();
    OddTelemetry.spans(OpenTelemetrySdk.builder().setTracerProvider(provider).build());
    return spans;
  }

  private static List<String> canonicalSpans(List<SpanData> spans) throws Exception {
    return withoutResource(
        Canonical.spans(ExportTraceServiceRequest.parseFrom(encoded(new SpanEncoder(), spans))));
  }

  @Test
  void spansOfAnExporter() throws Exception {
    List<SpanData> spans = new ArrayList<>();
    OneAfterAnother source = new OneAfterAnother();
    try (RingletSdk sdk =
        ringlet(source)
            .addExporter(Signal.TRACES, OfficialTypes.exporter(Memory.spans(spans)))
            .build()) {
      OddTelemetry.spans(sdk);
      assertThat(sdk.flush(Duration.ofSeconds(10))).isTrue();
    }
    assertThat(canonicalSpans(spans)).isEqualTo(canonicalSpans(officialSpans()));
  }

  @Test
  void spansOfAProcessor() throws Exception {
    List<SpanData> spans = new ArrayList<>();
    OneAfterAnother source = new OneAfterAnother();
    try (RingletSdk sdk =
        ringlet(source)
            .addSpanProcessor(
                OfficialTypes.spanProcessor(SimpleSpanProcessor.create(Memory.spans(spans))))
            .build()) {
      OddTelemetry.spans(sdk);
      assertThat(sdk.flush(Duration.ofSeconds(10))).isTrue();
    }
    assertThat(canonicalSpans(spans)).isEqualTo(canonicalSpans(officialSpans()));
  }

  private static List<String> canonicalLogs(List<LogRecordData> all)
      throws InvalidProtocolBufferException {
    return withoutResource(
        Canonical.logRecords(
            ExportLogsServiceRequest.parseFrom(encoded(new LogRecordEncoder(), all))));
  }

  @Test
  void logRecordsOfAnExporterAndAProcessor() throws Exception {
    List<LogRecordData> official = new ArrayList<>();
    OneAfterAnother source = new OneAfterAnother();
    SdkLoggerProvider provider =
        SdkLoggerProvider.builder()
            .setClock(source)
            .addLogRecordProcessor(SimpleLogRecordProcessor.create(Memory.logRecords(official)))
            .build();
    OddTelemetry.logs(OpenTelemetrySdk.builder().setLoggerProvider(provider).build());

    List<LogRecordData> exported = new ArrayList<>();
    List<LogRecordData> processed = new ArrayList<>();
    try (RingletSdk sdk =
        ringlet(source)
            .addExporter(Signal.LOGS, OfficialTypes.exporter(Memory.logRecords(exported)))
            .addLogRecordProcessor(
                OfficialTypes.logRecordProcessor(
                    SimpleLogRecordProcessor.create(Memory.logRecords(processed))))
            .build()) {
      OddTelemetry.logs(sdk);
      assertThat(sdk.flush(Duration.ofSeconds(10))).isTrue();
    }
    assertThat(canonicalLogs(exported)).isEqualTo(canonicalLogs(official));
    assertThat(canonicalLogs(processed)).isEqualTo(canonicalLogs(official));
  }

  private static List<String> canonicalMetrics(OpenTelemetry sdk, Memory.Metrics reader)
      throws InvalidProtocolBufferException {
    OddTelemetry.metrics(sdk);
    Collection<MetricData> all = reader.collect();
    return withoutResource(
            Canonical.metrics(
                ExportMetricsServiceRequest.parseFrom(encoded(new MetricEncoder(), all))))
        .stream()
        .map(text -> EXEMPLAR_TIME.matcher(text).replaceAll("exemplars {"))
        .toList();
  }

  @Test
  void metricsOfAReader() throws Exception {
    OneAfterAnother source = new OneAfterAnother();
    Memory.Metrics official = new Memory.Metrics();
    SdkMeterProvider provider =
        SdkMeterProvider.builder()
            .setClock(source)
            .registerView(SPREAD, EXPONENTIAL)
            .registerMetricReader(official)
            .build();
    OpenTelemetry theirs = OpenTelemetrySdk.builder().setMeterProvider(provider).build();

    Memory.Metrics ringlet = new Memory.Metrics();
    try (RingletSdk ours =
        ringlet(source)
            .addView(OfficialTypes.instrumentSelector(SPREAD), OfficialTypes.view(EXPONENTIAL))
            .addMetricReader(OfficialTypes.metricReader(ringlet))
            .build()) {
      assertThat(canonicalMetrics(ours, ringlet)).isEqualTo(canonicalMetrics(theirs, official));
    }
  }
}
