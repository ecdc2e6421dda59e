// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Slots that are named by a {@code long} of index and generation, and the stacks that hand them out.
 *
 * <p>Internal: may change in any release.
 */
@NullMarked
package dev.ringlet.internal.slots;

import org.jspecify.annotations.NullMarked;
