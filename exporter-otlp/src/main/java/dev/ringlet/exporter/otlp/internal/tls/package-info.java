// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Certificates and keys from PEM files, read again when they change.
 *
 * <p>Internal: may change in any release.
 */
package dev.ringlet.exporter.otlp.internal.tls;
