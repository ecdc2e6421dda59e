// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Settings: values that the application sets in code override system properties, which override environment variables.
 */
@NullMarked
package dev.ringlet.config;

import org.jspecify.annotations.NullMarked;
