// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Turns OTLP metrics into those of Prometheus.
 *
 * <p>Internal: may change in any release.
 */
package dev.ringlet.prometheus.internal.convert;
