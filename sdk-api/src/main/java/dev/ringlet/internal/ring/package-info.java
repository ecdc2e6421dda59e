// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The bounded byte ring between application threads and a batch worker.
 *
 * <p>Internal: may change in any release.
 */
@NullMarked
package dev.ringlet.internal.ring;

import org.jspecify.annotations.NullMarked;
