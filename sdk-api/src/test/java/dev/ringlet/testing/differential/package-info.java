// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What the comparisons with the official SDK share: random arguments, pipelines that are configured
 * by properties, and messages as lines.
 */
package dev.ringlet.testing.differential;
