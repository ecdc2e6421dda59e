// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Reliable delivery over any transport: splitting, retry, circuit breakers, fail-over and the
 * hand-over to the spool. Internal: may change in any release.
 */
package dev.ringlet.exporter.otlp.internal.delivery;
