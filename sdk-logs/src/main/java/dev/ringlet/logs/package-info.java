// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Logs: the logger provider, log record limits and log record processors.
 */
package dev.ringlet.logs;
