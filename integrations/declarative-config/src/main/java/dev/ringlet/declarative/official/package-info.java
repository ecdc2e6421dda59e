// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Configuration and components in the interfaces of the official SDK. */
@NullMarked
package dev.ringlet.declarative.official;

import org.jspecify.annotations.NullMarked;
