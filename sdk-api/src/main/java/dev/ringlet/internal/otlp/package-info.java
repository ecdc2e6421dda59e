// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The tags of the OTLP messages: one class for each .proto file, with a nested class for each
 * message and a constant for each field, with the names and numbers of the .proto file. A writer
 * writes the constant; a reader compares {@link dev.ringlet.internal.bytes.ProtoReader#tag()} with
 * it. All are compile-time constants, so none of these classes is loaded at run time. A test
 * compares them with the descriptors of the protocol.
 *
 * <p>Internal: may change in any release.
 */
@NullMarked
package dev.ringlet.internal.otlp;

import org.jspecify.annotations.NullMarked;
