// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The boundary to exporters and the count of what became of each item.
 *
 * <p>Internal: may change in any release.
 */
@NullMarked
package dev.ringlet.internal.delivery;

import org.jspecify.annotations.NullMarked;
