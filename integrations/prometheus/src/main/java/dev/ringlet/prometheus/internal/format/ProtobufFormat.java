// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus.internal.format;

import dev.ringlet.internal.bytes.ProtoWriter;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SnapshotEscaper;

/**
 * Writes messages {@code io.prometheus.client.MetricFamily}, each behind its length: the one format
 * that has native histograms. Fields of proto2 are written also where they are zero.
 */
final class ProtobufFormat {
  private static final int GAUGE_TYPE = 1;
  private static final int HISTOGRAM_TYPE = 4;

  private final ProtoWriter out;
  private final EscapingScheme scheme;

  private ProtobufFormat(ProtoWriter out, EscapingScheme scheme) {
    this.out = out;
    this.scheme = scheme;
  }

  /** Appends all metrics. */
  static void write(ProtoWriter out, MetricSnapshots metrics, EscapingScheme scheme) {
    ProtoWriter family = new ProtoWriter(1024);
    ProtobufFormat format = new ProtobufFormat(family, scheme);
    for (MetricSnapshot metric : metrics) {
      family.position(0);
      format.writeFamily(SnapshotEscaper.escapeMetricSnapshot(metric, scheme));
      out.writeVarint(family.position());
      out.writeRaw(family.data(), 0, family.position());
    }
  }

  private void writeFamily(MetricSnapshot metric) {
    MetricMetadata metadata = metric.getMetadata();
    String name = SnapshotEscaper.getMetadataName(metadata, scheme);
    int type = HISTOGRAM_TYPE;
    if (metric instanceof CounterSnapshot) {
      name += "_total";
      type = 0;
    } else if (metric instanceof GaugeSnapshot) {
      type = GAUGE_TYPE;
    } else if (metric instanceof InfoSnapshot) {
      name += "_info";
      type = GAUGE_TYPE;
    }
    out.writeString(Fields.FAMILY_NAME, name);
    if (metadata.getHelp() != null) {
      out.writeString(Fields.FAMILY_HELP, metadata.getHelp());
    }
    writeVarint(Fields.FAMILY_TYPE, type);
    for (DataPointSnapshot point : metric.getDataPoints()) {
      int message = out.beginMessage(Fields.FAMILY_METRIC);
      writeLabels(Fields.METRIC_LABEL, point.getLabels());
      writeValue(point);
      out.endMessage(message);
    }
    if (metadata.getUnit() != null) {
      out.writeString(Fields.FAMILY_UNIT, metadata.getUnit().toString());
    }
  }

  private void writeValue(DataPointSnapshot point) {
    if (point instanceof CounterDataPointSnapshot counter) {
      int message = out.beginMessage(Fields.METRIC_COUNTER);
      writeDouble(Fields.VALUE, counter.getValue());
      if (counter.getExemplar() != null) {
        writeExemplar(Fields.COUNTER_EXEMPLAR, counter.getExemplar());
      }
      writeCreated(Fields.COUNTER_CREATED, counter);
      out.endMessage(message);
    } else if (point instanceof HistogramDataPointSnapshot histogram) {
      int message = out.beginMessage(Fields.METRIC_HISTOGRAM);
      writeHistogram(histogram);
      out.endMessage(message);
    } else {
      int message = out.beginMessage(Fields.METRIC_GAUGE);
      writeDouble(
          Fields.VALUE, point instanceof GaugeDataPointSnapshot gauge ? gauge.getValue() : 1);
      out.endMessage(message);
    }
  }

  private void writeHistogram(HistogramDataPointSnapshot histogram) {
    writeVarint(Fields.HISTOGRAM_COUNT, histogram.getCount());
    if (histogram.hasSum()) {
      writeDouble(Fields.HISTOGRAM_SUM, histogram.getSum());
    }
    double lower = Double.NEGATIVE_INFINITY;
    long cumulative = 0;
    for (int i = 0; i < histogram.getClassicBuckets().size(); i++) {
      double upper = histogram.getClassicBuckets().getUpperBound(i);
      cumulative += histogram.getClassicBuckets().getCount(i);
      int message = out.beginMessage(Fields.HISTOGRAM_BUCKET);
      writeVarint(Fields.BUCKET_COUNT, cumulative);
      writeDouble(Fields.BUCKET_BOUND, upper);
      Exemplar exemplar = histogram.getExemplars().get(lower, upper);
      if (exemplar != null) {
        writeExemplar(Fields.BUCKET_EXEMPLAR, exemplar);
      }
      out.endMessage(message);
      lower = upper;
    }
    if (histogram.hasNativeHistogramData()) {
      writeVarint(
          Fields.HISTOGRAM_SCHEMA,
          Integer.toUnsignedLong(ProtoWriter.zigZag(histogram.getNativeSchema())));
      writeDouble(Fields.HISTOGRAM_ZERO_THRESHOLD, histogram.getNativeZeroThreshold());
      writeVarint(Fields.HISTOGRAM_ZERO_COUNT, histogram.getNativeZeroCount());
      NativeSpans.NEGATIVE.write(out, histogram.getNativeBucketsForNegativeValues());
      NativeSpans.POSITIVE.write(out, histogram.getNativeBucketsForPositiveValues());
    }
    writeCreated(Fields.HISTOGRAM_CREATED, histogram);
    if (histogram.hasNativeHistogramData()) {
      for (Exemplar exemplar : histogram.getExemplars()) {
        writeExemplar(Fields.HISTOGRAM_EXEMPLARS, exemplar);
      }
    }
  }

  private void writeExemplar(int tag, Exemplar exemplar) {
    int message = out.beginMessage(tag);
    writeLabels(Fields.EXEMPLAR_LABEL, exemplar.getLabels());
    writeDouble(Fields.EXEMPLAR_VALUE, exemplar.getValue());
    if (exemplar.hasTimestamp()) {
      writeTime(Fields.EXEMPLAR_TIME, exemplar.getTimestampMillis());
    }
    out.endMessage(message);
  }

  private void writeLabels(int tag, Labels labels) {
    for (int i = 0; i < labels.size(); i++) {
      int message = out.beginMessage(tag);
      out.writeString(Fields.LABEL_NAME, SnapshotEscaper.getSnapshotLabelName(labels, i, scheme));
      out.writeString(Fields.LABEL_VALUE, labels.getValue(i));
      out.endMessage(message);
    }
  }

  private void writeCreated(int tag, DataPointSnapshot point) {
    if (point.hasCreatedTimestamp()) {
      writeTime(tag, point.getCreatedTimestampMillis());
    }
  }

  private void writeTime(int tag, long millis) {
    int message = out.beginMessage(tag);
    writeVarint(Fields.TIME_SECONDS, Math.floorDiv(millis, 1000L));
    writeVarint(Fields.TIME_NANOS, Math.floorMod(millis, 1000) * 1_000_000L);
    out.endMessage(message);
  }

  private void writeVarint(int tag, long value) {
    out.writeTag(tag);
    out.writeVarint(value);
  }

  private void writeDouble(int tag, double value) {
    out.writeTag(tag);
    out.ensure(8);
    ProtoWriter.putFixed64(out.data, out.pos, Double.doubleToRawLongBits(value));
    out.pos += 8;
  }
}
