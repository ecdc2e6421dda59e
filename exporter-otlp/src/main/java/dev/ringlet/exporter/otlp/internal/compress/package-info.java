// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Compression of request bodies.
 *
 * <p>Internal: may change in any release.
 */
package dev.ringlet.exporter.otlp.internal.compress;
