// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Finds latencies, errors and exceptions that a route did not have before. */
@NullMarked
package dev.ringlet.anomalies;

import org.jspecify.annotations.NullMarked;
