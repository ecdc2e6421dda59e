// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The HTTP server: OTLP in, the page and its data out.
 *
 * <p>Internal: may change in any release.
 */
package dev.ringlet.viewer.internal.server;
