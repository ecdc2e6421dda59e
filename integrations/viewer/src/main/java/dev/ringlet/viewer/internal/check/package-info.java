// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Looks for what is wrong and for what is odd in what was received.
 *
 * <p>Internal: may change in any release.
 */
package dev.ringlet.viewer.internal.check;
