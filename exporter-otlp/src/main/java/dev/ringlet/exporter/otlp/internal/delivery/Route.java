// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import dev.ringlet.export.Exporter;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.settings.Protocol;

/**
 * One way to deliver: an address, the protocol spoken there, and what sends a request there once.
 *
 * @param protocol what is spoken there
 * @param transport sends each payload once; closed with whoever gets the route
 */
public record Route(Endpoint endpoint, Protocol protocol, Exporter transport) {}
