// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The numbers of metrics: series, their cells, and the storages that hold them; depends neither on
 * instruments nor on OTLP messages, except for attributes.
 *
 * <p>Internal: may change in any release.
 */
package dev.ringlet.metrics.series;
