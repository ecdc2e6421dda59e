// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Answers to what the page asks, as records that become JSON.
 *
 * <p>Internal: may change in any release.
 */
package dev.ringlet.viewer.internal.query;
