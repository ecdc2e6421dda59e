// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** What metrics cost, beside the official SDK and the Prometheus client. */
package dev.ringlet.jmh.metrics;
