// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A command for operators that shows the settings of the Ringlet SDK with their sources, and tests the endpoints.
 */
@NullMarked
package dev.ringlet.doctor;

import org.jspecify.annotations.NullMarked;
