// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The worker that drains the ring, groups records by scope and passes requests to the exporter.
 *
 * <p>Internal: may change in any release.
 */
@NullMarked
package dev.ringlet.internal.batch;

import org.jspecify.annotations.NullMarked;
