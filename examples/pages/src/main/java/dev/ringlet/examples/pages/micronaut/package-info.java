// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** The sample for Micronaut. */
package dev.ringlet.examples.pages.micronaut;
