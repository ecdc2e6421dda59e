// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** What all four signals share: the resource, the instrumentation scope and the clock. */
@NullMarked
package dev.ringlet.common;

import org.jspecify.annotations.NullMarked;
