// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What the SDK carries in contexts: the key that keeps it from recording its own exports, and
 * baggage of a limited size.
 *
 * <p>Internal: may change in any release.
 */
@NullMarked
package dev.ringlet.internal.context;

import org.jspecify.annotations.NullMarked;
