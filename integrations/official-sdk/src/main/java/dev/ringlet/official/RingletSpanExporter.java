// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.config.Config;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.OtlpExporters;
import dev.ringlet.official.encode.SpanEncoder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.Objects;

/**
 * Ringlet's encoder, retries, fail-over and spool on disk behind the SpanExporter of the official
 * SDK. A request is encoded on the thread that calls {@link #export} and sent on another; the
 * result is a success if it arrived or is stored on disk.
 *
 * <p>Any thread may call any method. At most 16 requests wait or are in progress, spans of further
 * ones are dropped and their result is a failure. After {@link #shutdown} every export fails.
 */
public final class RingletSpanExporter implements SpanExporter {
  private final RequestDelivery<SpanData> delivery;

  private RingletSpanExporter(Exporter exporter) {
    delivery = new RequestDelivery<>(Signal.TRACES, exporter, new SpanEncoder());
  }

  /** An exporter from system properties and environment variables. */
  public static RingletSpanExporter create() {
    return builder().build();
  }

  /** An exporter in front of one of Ringlet's, which it closes. */
  public static RingletSpanExporter of(Exporter exporter) {
    return new RingletSpanExporter(Objects.requireNonNull(exporter, "exporter"));
  }

  /** Starts an exporter with settings from code. */
  public static RingletExporterBuilder<RingletSpanExporter> builder() {
    return new RingletExporterBuilder<>(RingletSpanExporter::of);
  }

  static RingletSpanExporter of(Config config) {
    return of(OtlpExporters.of(config).exporter(Signal.TRACES));
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    return delivery.export(spans);
  }

  @Override
  public CompletableResultCode flush() {
    return delivery.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return delivery.shutdown();
  }

  @Override
  public String toString() {
    return "RingletSpanExporter" + delivery;
  }
}
