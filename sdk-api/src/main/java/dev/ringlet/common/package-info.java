// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Types that all four signals share: resource, instrumentation scope and clock. */
@NullMarked
package dev.ringlet.common;

import org.jspecify.annotations.NullMarked;
