// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import io.opentelemetry.api.common.Attributes;

/**
 * An event of a span. Follows the OpenTelemetry specification, "Tracing API", section "Add Events".
 * Immutable.
 *
 * @param name the name of the event; {@code exception} for a recorded exception
 * @param epochNanos the time in nanoseconds since the epoch
 * @param attributes the attributes of the event, within the limits
 * @param droppedAttributes number of attributes that exceeded a limit
 */
public record SpanEvent(
    String name, long epochNanos, Attributes attributes, int droppedAttributes) {}
