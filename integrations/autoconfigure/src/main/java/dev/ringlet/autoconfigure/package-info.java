// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Checks of the class path for the class with the official name. */
@org.jspecify.annotations.NullMarked
package dev.ringlet.autoconfigure;
