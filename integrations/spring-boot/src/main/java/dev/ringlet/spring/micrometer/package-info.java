// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** A Micrometer registry whose meters are instruments of OpenTelemetry. */
package dev.ringlet.spring.micrometer;
