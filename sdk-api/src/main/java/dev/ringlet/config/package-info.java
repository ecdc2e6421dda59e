// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Settings: what the application sets in code wins over system properties, and these over
 * environment variables.
 */
@NullMarked
package dev.ringlet.config;

import org.jspecify.annotations.NullMarked;
