// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What every OTLP transport needs: reading answers, deciding about them, sending again, telling about
 * it.
 *
 * <p>Internal: may change in any release.
 */
package dev.ringlet.exporter.otlp.internal;
