// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Reads the {@code otel.*} and {@code ringlet.*} properties from system properties, environment
 * variables and code, in that order of precedence as the OpenTelemetry specification sets it out.
 */
package dev.ringlet.config;
