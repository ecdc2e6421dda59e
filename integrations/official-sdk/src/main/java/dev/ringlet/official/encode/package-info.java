// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Writes data types of the official SDK as OTLP requests.
 *
 * <p>Internal: may change in any release.
 */
package dev.ringlet.official.encode;
