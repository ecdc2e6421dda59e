// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

/** A resource: two with equal attributes are the same object. */
record ResourceFacts(int number, String service) {}
