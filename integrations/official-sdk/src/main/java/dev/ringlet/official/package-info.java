// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Types of the official OpenTelemetry SDK on Ringlet, and Ringlet's delivery in the official SDK.
 *
 * @see dev.ringlet.official.OfficialTypes
 * @see dev.ringlet.official.RingletSpanExporter
 */
package dev.ringlet.official;
