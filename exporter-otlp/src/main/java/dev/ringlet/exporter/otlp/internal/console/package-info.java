// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Draws OTLP requests as text for a person: traces as trees, log records as lines, metrics as
 * tables. Internal to Ringlet: may change or vanish in any release.
 */
package dev.ringlet.exporter.otlp.internal.console;
