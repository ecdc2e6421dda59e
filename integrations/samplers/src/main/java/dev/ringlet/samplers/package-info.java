// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Samplers that few users need, for the Ringlet SDK. */
@NullMarked
package dev.ringlet.samplers;

import org.jspecify.annotations.NullMarked;
