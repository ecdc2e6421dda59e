// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Reads YAML, with environment substitution and places. */
@NullMarked
package dev.ringlet.declarative.yaml;

import org.jspecify.annotations.NullMarked;
