// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Measures the cost of telemetry for the recording thread and for its process at the rates of
 * services: an open loop in which every item is exported.
 */
package dev.ringlet.jmh.openloop;
