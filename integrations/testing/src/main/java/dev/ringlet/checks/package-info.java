// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** An SDK and a receiver for tests, and the extension of JUnit that manages them. */
@NullMarked
package dev.ringlet.checks;

import org.jspecify.annotations.NullMarked;
