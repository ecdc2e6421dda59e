// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Test support that all modules share through the test jar of this one: receivers on loopback and
 * decoders of OTLP.
 */
package dev.ringlet.testing;
