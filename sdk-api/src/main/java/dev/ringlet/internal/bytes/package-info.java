// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Reading and writing protobuf bytes and UTF-8.
 *
 * <p>Internal: may change in any release.
 */
@NullMarked
package dev.ringlet.internal.bytes;

import org.jspecify.annotations.NullMarked;
