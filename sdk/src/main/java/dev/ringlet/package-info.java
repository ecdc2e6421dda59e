// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The entry point: one class that connects traces, metrics, logs and profiles with their exporters.
 */
@NullMarked
package dev.ringlet;

import org.jspecify.annotations.NullMarked;
