// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Small programs that use Ringlet the way an application does.
 */
package dev.ringlet.examples;
