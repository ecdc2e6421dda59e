// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Reports about Ringlet itself, at a limited rate, through {@code java.util.logging}.
 *
 * <p>Internal: may change in any release.
 */
@NullMarked
package dev.ringlet.internal.log;

import org.jspecify.annotations.NullMarked;
