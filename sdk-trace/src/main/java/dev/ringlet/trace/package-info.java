// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Traces: the tracer provider, samplers, span limits and span processors.
 */
@NullMarked
package dev.ringlet.trace;

import org.jspecify.annotations.NullMarked;
