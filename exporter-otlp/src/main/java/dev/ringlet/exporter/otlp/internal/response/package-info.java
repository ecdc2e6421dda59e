// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Responses of receivers, failures of clients, and their mapping to export results.
 *
 * <p>Internal: may change in any release.
 */
package dev.ringlet.exporter.otlp.internal.response;
