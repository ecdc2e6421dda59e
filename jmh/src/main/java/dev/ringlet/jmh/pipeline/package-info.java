// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Measures the whole path of a span, from the API to a receiver in another process. */
package dev.ringlet.jmh.pipeline;
