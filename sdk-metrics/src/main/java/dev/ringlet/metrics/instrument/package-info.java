// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The instruments of the API and of its incubator, their builders, and callbacks. They write to
 * storages, which the registry given at construction returns.
 *
 * <p>Internal: may change in any release.
 */
package dev.ringlet.metrics.instrument;
