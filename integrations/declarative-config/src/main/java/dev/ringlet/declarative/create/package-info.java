// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Makes parts of an SDK of a configuration file. */
@NullMarked
package dev.ringlet.declarative.create;

import org.jspecify.annotations.NullMarked;
