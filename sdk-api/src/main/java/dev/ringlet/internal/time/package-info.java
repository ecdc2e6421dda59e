// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Wall-clock time for all signals.
 *
 * <p>Internal: may change in any release.
 */
@NullMarked
package dev.ringlet.internal.time;

import org.jspecify.annotations.NullMarked;
