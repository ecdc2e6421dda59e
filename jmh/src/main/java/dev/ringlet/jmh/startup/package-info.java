// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Measures what an SDK costs a process that has just begun.
 */
package dev.ringlet.jmh.startup;
