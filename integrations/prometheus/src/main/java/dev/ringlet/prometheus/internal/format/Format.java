// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus.internal.format;

import dev.ringlet.internal.bytes.ProtoWriter;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;

/** A format of exposition. */
public enum Format {
  /** Messages with native histograms. */
  PROTOBUF(
      "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
          + " encoding=delimited") {
    @Override
    public void write(OutputStream out, MetricSnapshots metrics, EscapingScheme scheme)
        throws IOException {
      ProtoWriter all = new ProtoWriter(16 << 10);
      ProtobufFormat.write(all, metrics, scheme);
      out.write(all.data(), 0, all.position());
    }
  },

  /** OpenMetrics 1.0, with exemplars and units. */
  OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8") {
    @Override
    public void write(OutputStream out, MetricSnapshots metrics, EscapingScheme scheme)
        throws IOException {
      OpenMetricsTextFormatWriter.create().write(out, metrics, scheme);
    }
  },

  /** The text that every version of Prometheus reads. */
  TEXT("text/plain; version=0.0.4; charset=utf-8") {
    @Override
    public void write(OutputStream out, MetricSnapshots metrics, EscapingScheme scheme)
        throws IOException {
      PrometheusTextFormatWriter.create().write(out, metrics, scheme);
    }
  },

  /** The same text with names in quotes where they need them. */
  UTF8_TEXT("text/plain; version=1.0.0; charset=utf-8") {
    @Override
    public void write(OutputStream out, MetricSnapshots metrics, EscapingScheme scheme)
        throws IOException {
      TEXT.write(out, metrics, scheme);
    }
  };

  private final String contentType;

  Format(String contentType) {
    this.contentType = contentType;
  }

  public String contentType() {
    return contentType;
  }

  public abstract void write(OutputStream out, MetricSnapshots metrics, EscapingScheme scheme)
      throws IOException;
}
