// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** What the class with the official name needs to know of the class path. */
@org.jspecify.annotations.NullMarked
package dev.ringlet.autoconfigure;
