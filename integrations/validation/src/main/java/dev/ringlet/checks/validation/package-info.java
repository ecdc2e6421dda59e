// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Finds what is wrong in telemetry. Depends on the classes of the protocol alone. */
@NullMarked
package dev.ringlet.checks.validation;

import org.jspecify.annotations.NullMarked;
