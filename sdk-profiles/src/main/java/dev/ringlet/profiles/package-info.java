// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Continuous profiles of the process itself, from JDK Flight Recorder, as OTLP profiles with links
 * to the spans that were current.
 */
@NullMarked
package dev.ringlet.profiles;

import org.jspecify.annotations.NullMarked;
