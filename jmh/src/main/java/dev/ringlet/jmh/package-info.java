// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Benchmarks of Ringlet and of the SDKs with which it is compared. */
package dev.ringlet.jmh;
