// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** The exporter that draws telemetry on the console. */
@NullMarked
package dev.ringlet.exporter.console;

import org.jspecify.annotations.NullMarked;
