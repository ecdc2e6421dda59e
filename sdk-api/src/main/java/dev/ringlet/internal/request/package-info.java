// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Request messages around records that are already encoded: resource, scopes, lengths.
 *
 * <p>Internal: may change in any release.
 */
@NullMarked
package dev.ringlet.internal.request;

import org.jspecify.annotations.NullMarked;
