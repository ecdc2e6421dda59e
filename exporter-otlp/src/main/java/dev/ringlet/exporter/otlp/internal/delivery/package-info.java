// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What makes delivery reliable whatever the transport: splitting, retry, circuit breakers and
 * fail-over, as decorators over one contract. Internal to Ringlet: may change or vanish in any
 * release.
 */
package dev.ringlet.exporter.otlp.internal.delivery;
