// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus.internal.format;

import static dev.ringlet.internal.bytes.WireType.I64;
import static dev.ringlet.internal.bytes.WireType.LEN;
import static dev.ringlet.internal.bytes.WireType.VARINT;

/** Tags of the messages in Prometheus' io/prometheus/client/metrics.proto that are written. */
final class Fields {
  static final int FAMILY_NAME = 1 << 3 | LEN;
  static final int FAMILY_HELP = 2 << 3 | LEN;
  static final int FAMILY_TYPE = 3 << 3 | VARINT;
  static final int FAMILY_METRIC = 4 << 3 | LEN;
  static final int FAMILY_UNIT = 5 << 3 | LEN;

  static final int METRIC_LABEL = 1 << 3 | LEN;
  static final int METRIC_GAUGE = 2 << 3 | LEN;
  static final int METRIC_COUNTER = 3 << 3 | LEN;
  static final int METRIC_HISTOGRAM = 7 << 3 | LEN;

  static final int LABEL_NAME = 1 << 3 | LEN;
  static final int LABEL_VALUE = 2 << 3 | LEN;

  /** Of a gauge and a counter. */
  static final int VALUE = 1 << 3 | I64;

  static final int COUNTER_EXEMPLAR = 2 << 3 | LEN;
  static final int COUNTER_CREATED = 3 << 3 | LEN;

  static final int HISTOGRAM_COUNT = 1 << 3 | VARINT;
  static final int HISTOGRAM_SUM = 2 << 3 | I64;
  static final int HISTOGRAM_BUCKET = 3 << 3 | LEN;
  static final int HISTOGRAM_SCHEMA = 5 << 3 | VARINT;
  static final int HISTOGRAM_ZERO_THRESHOLD = 6 << 3 | I64;
  static final int HISTOGRAM_ZERO_COUNT = 7 << 3 | VARINT;
  static final int HISTOGRAM_NEGATIVE_SPAN = 9 << 3 | LEN;
  static final int HISTOGRAM_NEGATIVE_DELTA = 10 << 3 | VARINT;
  static final int HISTOGRAM_POSITIVE_SPAN = 12 << 3 | LEN;
  static final int HISTOGRAM_POSITIVE_DELTA = 13 << 3 | VARINT;
  static final int HISTOGRAM_CREATED = 15 << 3 | LEN;
  static final int HISTOGRAM_EXEMPLARS = 16 << 3 | LEN;

  static final int BUCKET_COUNT = 1 << 3 | VARINT;
  static final int BUCKET_BOUND = 2 << 3 | I64;
  static final int BUCKET_EXEMPLAR = 3 << 3 | LEN;

  static final int SPAN_OFFSET = 1 << 3 | VARINT;
  static final int SPAN_LENGTH = 2 << 3 | VARINT;

  static final int EXEMPLAR_LABEL = 1 << 3 | LEN;
  static final int EXEMPLAR_VALUE = 2 << 3 | I64;
  static final int EXEMPLAR_TIME = 3 << 3 | LEN;

  static final int TIME_SECONDS = 1 << 3 | VARINT;
  static final int TIME_NANOS = 2 << 3 | VARINT;

  private Fields() {}
}
