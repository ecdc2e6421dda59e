// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Declarative configuration. */
@NullMarked
package dev.ringlet.declarative;

import org.jspecify.annotations.NullMarked;
