// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Keeps requests on disk that cannot be delivered now, and delivers them later: a crash-safe
 * store-and-forward log. Internal to Ringlet: may change or vanish in any release.
 */
package dev.ringlet.exporter.otlp.internal.spool;
