// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Small text codecs.
 *
 * <p>Internal: may change in any release.
 */
@NullMarked
package dev.ringlet.internal.text;

import org.jspecify.annotations.NullMarked;
