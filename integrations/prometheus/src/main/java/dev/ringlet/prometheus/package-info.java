// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Serves metrics to Prometheus. */
package dev.ringlet.prometheus;
