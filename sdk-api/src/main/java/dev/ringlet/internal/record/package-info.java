// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * One span or log record while it is recorded: its pooled buffer, its attributes, its encoded keys.
 *
 * <p>Internal: may change in any release.
 */
@NullMarked
package dev.ringlet.internal.record;

import org.jspecify.annotations.NullMarked;
