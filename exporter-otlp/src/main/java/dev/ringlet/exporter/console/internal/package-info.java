// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Draws OTLP requests as text: traces as trees, log records as lines, metrics as
 * tables. Internal: may change in any release.
 */
package dev.ringlet.exporter.console.internal;
