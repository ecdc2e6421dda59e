// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Formats of exposition, and which of them a scraper gets. Internal to Ringlet: may change or vanish in any release. */
package dev.ringlet.prometheus.internal.format;
