// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Measures the cost of an SDK at the start of a process. */
package dev.ringlet.jmh.startup;
