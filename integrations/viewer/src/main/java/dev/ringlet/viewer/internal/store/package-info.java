// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What was received, in bounded memory.
 *
 * <p>Internal: may change in any release.
 */
package dev.ringlet.viewer.internal.store;
