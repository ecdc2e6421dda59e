// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Compares a configuration file with the schema. */
@NullMarked
package dev.ringlet.declarative.schema;

import org.jspecify.annotations.NullMarked;
