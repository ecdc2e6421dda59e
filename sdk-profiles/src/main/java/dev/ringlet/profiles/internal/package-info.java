// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Runs the profiler: settings, threads and delivery. Internal: may change in any release. */
@NullMarked
package dev.ringlet.profiles.internal;

import org.jspecify.annotations.NullMarked;
