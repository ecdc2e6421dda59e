// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The exporters that settings name.
 *
 * <p>Internal: may change in any release.
 */
package dev.ringlet.exporter.otlp.internal.named;
