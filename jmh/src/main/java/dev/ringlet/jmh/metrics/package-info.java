// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** The cost of metrics, compared with the official SDK and the Prometheus client. */
package dev.ringlet.jmh.metrics;
