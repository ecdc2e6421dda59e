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
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Ringlet's encoder, retries, fail-over and spool on disk behind the LogRecordExporter of the
 * official SDK. A request is encoded on the thread that calls {@link #export} and sent on another;
 * the result tells whether it arrived, or is safe on disk.
 *
 * <p>Any thread may call any method. At most 16 requests wait or are under way, log records of
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
  public static Builder builder() {
    return new Builder();
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

  /** Collects settings. Not thread-safe. */
  public static final class Builder {
    private final Map<String, String> properties = new HashMap<>();

    private Builder() {}

    /**
     * Sets a property, which beats the system property and the environment variable of the same
     * name.
     *
     * @param key one of {@code otel.exporter.otlp.*}, {@code ringlet.exporter.otlp.*} and {@code
     *     ringlet.spool.*}
     * @param value its value in text; the empty string counts as not set
     */
    public Builder property(String key, String value) {
      properties.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /**
     * Makes the exporter. With {@code ringlet.spool.directory}, it has a spool of its own below
     * that directory.
     *
     * @throws dev.ringlet.config.ConfigException if a setting cannot be used
     */
    public RingletLogRecordExporter build() {
      return of(Config.fromSystem(properties));
    }
  }
}
