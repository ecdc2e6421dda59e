// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** AssertJ assertions of telemetry, with the words of OpenTelemetry's own where it has them. */
@NullMarked
package dev.ringlet.checks.assertj;

import org.jspecify.annotations.NullMarked;
