// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * State and code that the tracers, meters or loggers of one provider share.
 *
 * <p>Internal: may change in any release.
 */
@NullMarked
package dev.ringlet.internal.engine;

import org.jspecify.annotations.NullMarked;
