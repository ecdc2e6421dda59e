// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Spans, metrics and log records as they have come in. */
@NullMarked
package dev.ringlet.checks.data;

import org.jspecify.annotations.NullMarked;
