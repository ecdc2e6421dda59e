// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What exporters and the workers that call them share.
 *
 * <p>Internal to Ringlet: may change or vanish in any release.
 */
package dev.ringlet.internal.export;
