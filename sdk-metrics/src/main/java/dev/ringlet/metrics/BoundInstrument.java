// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import io.opentelemetry.context.Context;

/**
 * An instrument with its attributes already given: nothing is looked up and nothing allocated when
 * it records. Follows the OpenTelemetry specification, "Metrics API", section "Bind".
 *
 * <p>Any thread may call any method at any time. Its series stays in memory for as long as the
 * meter provider does.
 *
 * @see BindableInstrument
 */
public interface BoundInstrument {
  /** Adds or records a whole number, or sets a gauge to it, in the current context. */
  void record(long value);

  /** Adds or records a whole number, or sets a gauge to it. */
  void record(long value, Context context);

  /** Adds or records a number, or sets a gauge to it, in the current context. */
  void record(double value);

  /** Adds or records a number, or sets a gauge to it. */
  void record(double value, Context context);
}
