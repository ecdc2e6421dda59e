// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Threads and waiting.
 *
 * <p>Internal: may change in any release.
 */
@NullMarked
package dev.ringlet.internal.threads;

import org.jspecify.annotations.NullMarked;
