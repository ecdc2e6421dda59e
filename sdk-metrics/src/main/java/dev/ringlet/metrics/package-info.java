// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Metrics: the meter provider, views, aggregations, exemplars and readers.
 */
@NullMarked
package dev.ringlet.metrics;

import org.jspecify.annotations.NullMarked;
