// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** The registry of OpenTelemetry's semantic conventions as a table. */
@NullMarked
package dev.ringlet.checks.internal.semconv;

import org.jspecify.annotations.NullMarked;
