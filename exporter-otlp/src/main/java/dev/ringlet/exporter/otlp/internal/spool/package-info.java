// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A crash-safe store-and-forward log: keeps undelivered requests on disk and sends them later
 * through an outlet.
 *
 * <p>Internal: may change in any release.
 */
package dev.ringlet.exporter.otlp.internal.spool;
