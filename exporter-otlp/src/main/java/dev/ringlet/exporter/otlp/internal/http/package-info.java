// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * OTLP over HTTP: one request at a time through OkHttp, or through the JDK's client where OkHttp is
 * absent.
 *
 * <p>Internal to Ringlet: may change or vanish in any release.
 */
package dev.ringlet.exporter.otlp.internal.http;
