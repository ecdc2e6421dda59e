// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

import io.opentelemetry.proto.metrics.v1.Exemplar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A data point.
 *
 * @param startNanos of the interval that the point covers; 0 if not said
 * @param value of a gauge or a sum; the sum of a histogram or summary, NaN without one
 * @param distribution null for gauges and sums
 */
public record Point(
    long startNanos,
    long timeNanos,
    double value,
    @Nullable Distribution distribution,
    List<Exemplar> exemplars) {
  private static final int FIELDS_BYTES = 72;

  int bytes() {
    int bytes = FIELDS_BYTES + (distribution == null ? 0 : distribution.bytes());
    for (Exemplar exemplar : exemplars) {
      bytes += Sizes.of(exemplar);
    }
    return bytes;
  }
}
