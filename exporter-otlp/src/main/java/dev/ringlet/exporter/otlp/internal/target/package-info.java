// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Where requests go: addresses, paths, proxies, and the headers a user may set. */
package dev.ringlet.exporter.otlp.internal.target;
