// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import io.opentelemetry.api.common.Attributes;

/** What every synchronous instrument of Ringlet is, beside what the OpenTelemetry API calls it. */
public interface BindableInstrument {
  /** This instrument with attributes given once and for all. */
  BoundInstrument bound(Attributes attributes);
}
