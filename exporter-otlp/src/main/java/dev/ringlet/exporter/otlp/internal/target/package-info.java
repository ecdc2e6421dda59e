// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The targets of requests: addresses, paths, proxies, and the headers that a user may set.
 *
 * <p>Internal: may change in any release.
 */
package dev.ringlet.exporter.otlp.internal.target;
