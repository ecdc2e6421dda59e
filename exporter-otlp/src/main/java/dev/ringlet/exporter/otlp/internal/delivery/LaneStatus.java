// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import dev.ringlet.export.FailureCause;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.settings.Protocol;

/**
 * How an endpoint does.
 *
 * @param active whether requests go there first
 * @param lastFailure why its last request failed, or {@link FailureCause#NONE} if it did not
 */
public record LaneStatus(
    Protocol protocol,
    Endpoint endpoint,
    boolean active,
    CircuitBreaker.State state,
    FailureCause lastFailure) {}
