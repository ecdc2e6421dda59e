// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Parts that all OTLP transports share: reading responses, classifying them, retrying, reporting
 * it.
 *
 * <p>Internal: may change in any release.
 */
package dev.ringlet.exporter.otlp.internal;
