// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Sends OTLP over HTTP and gRPC, through OkHttp or, if that is absent, the JDK's HTTP client.
 *
 * <p>Internal: may change in any release.
 */
package dev.ringlet.exporter.otlp.internal.http;
