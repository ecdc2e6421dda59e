// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.anomalies;

import io.opentelemetry.api.common.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * A span of a route, usually the one by which a request enters the process.
 *
 * @param endEpochNanos its end in nanoseconds since the epoch
 * @param latencyNanos from its start to its end
 * @param error whether its status is an error
 * @param exceptionType type of its exception, or null
 * @param traceId trace id in hex
 * @param spanId span id in hex
 * @param attributes values that may explain what is unusual, those of the resource included if
 *     spans of several resources are observed
 * @param slowestChild the path of its slowest child, or null
 * @param slowestChildNanos latency of that child, or 0
 */
public record ObservedSpan(
    long endEpochNanos,
    long latencyNanos,
    boolean error,
    @Nullable String exceptionType,
    String traceId,
    String spanId,
    Attributes attributes,
    @Nullable String slowestChild,
    long slowestChildNanos) {}
