// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What all four signals share: the resource that names the program, the clock, and the limits on
 * attributes.
 */
package dev.ringlet.common;
