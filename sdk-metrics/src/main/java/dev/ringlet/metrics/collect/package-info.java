// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Writes the contents of storages as OTLP requests.
 *
 * <p>Internal: may change in any release.
 */
package dev.ringlet.metrics.collect;
