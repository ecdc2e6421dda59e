// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Trace and span ids: per-thread generation and conversion between longs, bytes and hex text.
 *
 * <p>Internal: may change in any release.
 */
@NullMarked
package dev.ringlet.internal.ids;

import org.jspecify.annotations.NullMarked;
