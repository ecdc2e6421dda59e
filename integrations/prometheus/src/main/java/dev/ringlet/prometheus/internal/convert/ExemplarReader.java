// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus.internal.convert;

import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.MetricTags;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/**
 * Reads exemplars. Follows the OpenTelemetry specification, "Prometheus and OpenMetrics
 * Compatibility", section "Exemplar Conversion".
 */
final class ExemplarReader {
  /** OpenMetrics 1.0, section "Exemplars": most characters of all names and values. */
  private static final int MAX_LABEL_CHARS = 128;

  private ExemplarReader() {}

  static Exemplar read(ProtoReader in, boolean isUtf8) {
    LabelSet attributes = new LabelSet(isUtf8);
    LabelSet ids = new LabelSet(isUtf8);
    double value = 0;
    long timeNanos = 0;
    while (in.next()) {
      switch (in.tag()) {
        case MetricTags.Exemplar.TIME_UNIX_NANO -> timeNanos = in.number();
        case MetricTags.Exemplar.AS_DOUBLE -> value = in.doubleNumber();
        case MetricTags.Exemplar.AS_INT -> value = in.number();
        case MetricTags.Exemplar.SPAN_ID -> addId(ids, "span_id", in.bytes());
        case MetricTags.Exemplar.TRACE_ID -> addId(ids, "trace_id", in.bytes());
        case MetricTags.Exemplar.FILTERED_ATTRIBUTES -> attributes.add("", in.message());
        default -> {}
      }
    }
    Labels idLabels = ids.toLabels();
    idLabels.forEach(id -> attributes.set(id.getName(), id.getValue()));
    Labels labels = attributes.toLabels();
    return new Exemplar(
        value,
        chars(labels) > MAX_LABEL_CHARS ? idLabels : labels,
        TimeUnit.NANOSECONDS.toMillis(timeNanos));
  }

  private static void addId(LabelSet ids, String label, byte[] id) {
    if (id.length > 0) {
      ids.set(label, HexFormat.of().formatHex(id));
    }
  }

  private static int chars(Labels labels) {
    int chars = 0;
    for (int i = 0; i < labels.size(); i++) {
      chars += chars(labels.getName(i)) + chars(labels.getValue(i));
    }
    return chars;
  }

  private static int chars(String text) {
    return text.codePointCount(0, text.length());
  }
}
