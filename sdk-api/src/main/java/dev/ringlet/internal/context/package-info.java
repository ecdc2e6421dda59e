// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The context key that keeps the SDK from recording its own exports.
 *
 * <p>Internal: may change in any release.
 */
@NullMarked
package dev.ringlet.internal.context;

import org.jspecify.annotations.NullMarked;
