// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Profiles: JDK Flight Recorder events turned into OTLP profiles and linked to spans.
 */
package dev.ringlet.profiles;
