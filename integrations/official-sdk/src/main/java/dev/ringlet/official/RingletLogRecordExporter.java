// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.config.Config;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.OtlpExporters;
import dev.ringlet.official.encode.LogRecordEncoder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.util.Collection;
import java.util.Objects;

/**
 * Ringlet's encoder, retries, fail-over and spool on disk behind the LogRecordExporter of the
 * official SDK. A request is encoded on the thread that calls {@link #export} and sent on another;
 * the result is a success if it arrived or is stored on disk.
 *
 * <p>Any thread may call any method. At most 16 requests wait or are in progress, log records of
 * further ones are dropped and their result is a failure. After {@link #shutdown} every export
 * fails.
 */
public final class RingletLogRecordExporter implements LogRecordExporter {
  private final RequestDelivery<LogRecordData> delivery;

  private RingletLogRecordExporter(Exporter exporter) {
    delivery = new RequestDelivery<>(Signal.LOGS, exporter, new LogRecordEncoder());
  }

  /** An exporter from system properties and environment variables. */
  public static RingletLogRecordExporter create() {
    return builder().build();
  }

  /** An exporter in front of one of Ringlet's, which it closes. */
  public static RingletLogRecordExporter of(Exporter exporter) {
    return new RingletLogRecordExporter(Objects.requireNonNull(exporter, "exporter"));
  }

  /** Starts an exporter with settings from code. */
  public static RingletExporterBuilder<RingletLogRecordExporter> builder() {
    return new RingletExporterBuilder<>(RingletLogRecordExporter::of);
  }

  static RingletLogRecordExporter of(Config config) {
    return of(OtlpExporters.of(config).exporter(Signal.LOGS));
  }

  @Override
  public CompletableResultCode export(Collection<LogRecordData> logRecords) {
    return delivery.export(logRecords);
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
    return "RingletLogRecordExporter" + delivery;
  }
}
