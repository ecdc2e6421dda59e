// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** OTLP in JSON. */
@NullMarked
package dev.ringlet.checks.internal.json;

import org.jspecify.annotations.NullMarked;
