// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Throttled reports about Ringlet itself, through {@code java.util.logging}.
 *
 * <p>Internal to Ringlet: may change or vanish in any release.
 */
package dev.ringlet.internal.log;
