// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Logs: the logger provider, log record limits and log record processors.
 */
@NullMarked
package dev.ringlet.logs;

import org.jspecify.annotations.NullMarked;
