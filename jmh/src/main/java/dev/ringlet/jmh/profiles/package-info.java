// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Measures the cost of profiling for the profiled process. */
package dev.ringlet.jmh.profiles;
