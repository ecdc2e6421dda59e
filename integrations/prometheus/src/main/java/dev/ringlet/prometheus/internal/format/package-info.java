// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Formats of exposition, and which of them a scraper gets.
 *
 * <p>Internal: may change in any release.
 */
package dev.ringlet.prometheus.internal.format;
