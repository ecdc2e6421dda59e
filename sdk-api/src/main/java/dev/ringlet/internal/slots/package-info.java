// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Slots identified by a {@code long} of index and generation, and stacks of free slots.
 *
 * <p>Internal: may change in any release.
 */
@NullMarked
package dev.ringlet.internal.slots;

import org.jspecify.annotations.NullMarked;
