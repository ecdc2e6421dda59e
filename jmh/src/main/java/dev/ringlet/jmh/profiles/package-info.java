// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** What profiling costs the process that is profiled. */
package dev.ringlet.jmh.profiles;
