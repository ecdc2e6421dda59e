// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Protobuf wire format: varints, fields, UTF-8 and the nesting of OTLP messages in byte arrays.
 *
 * <p>Internal to Ringlet: may change or vanish in any release.
 */
package dev.ringlet.internal.wire;
