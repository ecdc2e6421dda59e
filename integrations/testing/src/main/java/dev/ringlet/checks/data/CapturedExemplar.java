// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.data;

import io.opentelemetry.api.common.Attributes;

/**
 * A measurement that stands for others.
 *
 * @param value also of a measurement in whole numbers
 * @param epochNanos in nanoseconds since 1970
 * @param traceId 32 hexadecimal digits, or empty
 * @param spanId 16 hexadecimal digits, or empty
 * @param filteredAttributes those that its series does not have
 */
public record CapturedExemplar(
    double value, long epochNanos, String traceId, String spanId, Attributes filteredAttributes) {}
