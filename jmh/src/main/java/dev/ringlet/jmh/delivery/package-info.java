// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Measures the export of finished batches to a receiver in another process, over HTTP and gRPC. */
package dev.ringlet.jmh.delivery;
