// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Rules that a setting holds as text: parsed once, evaluated for records without garbage.
 *
 * <p>Internal: may change in any release.
 */
@NullMarked
package dev.ringlet.internal.rules;

import org.jspecify.annotations.NullMarked;
