// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The front door: one class that wires traces, metrics, logs and profiles to an exporter.
 */
@NullMarked
package dev.ringlet;

import org.jspecify.annotations.NullMarked;
