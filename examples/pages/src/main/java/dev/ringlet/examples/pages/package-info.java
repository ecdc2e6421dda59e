// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The samples of README files and pages; a test compares them.
 */
package dev.ringlet.examples.pages;
