// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Small text codecs. Internal to Ringlet: may change or vanish in any release. */
@NullMarked
package dev.ringlet.internal.text;

import org.jspecify.annotations.NullMarked;
