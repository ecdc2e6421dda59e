// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Anchored wall-clock time and the parts of time keeping that every signal needs.
 *
 * <p>Internal to Ringlet: may change or vanish in any release.
 */
package dev.ringlet.internal.time;
