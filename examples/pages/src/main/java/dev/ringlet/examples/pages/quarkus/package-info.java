// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** The sample for Quarkus. */
package dev.ringlet.examples.pages.quarkus;
