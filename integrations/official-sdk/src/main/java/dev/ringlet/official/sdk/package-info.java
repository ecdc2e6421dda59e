// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Implementations by Ringlet with the names and methods of final classes of the official SDK. A program that is written for the official SDK changes only these imports.
 */
package dev.ringlet.official.sdk;
