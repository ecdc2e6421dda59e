// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The tags of OTLP's messages: one class a file of the protocol, in it one class a message, in it
 * one constant a field, under the names and with the numbers of the .proto. A writer writes the
 * constant; a reader compares {@link dev.ringlet.internal.bytes.ProtoReader#tag()} with it. All are
 * constants of the language, so none of these classes is loaded at run time. A test compares them
 * with the protocol's own descriptors.
 *
 * <p>Internal: may change in any release.
 */
@NullMarked
package dev.ringlet.internal.otlp;

import org.jspecify.annotations.NullMarked;
