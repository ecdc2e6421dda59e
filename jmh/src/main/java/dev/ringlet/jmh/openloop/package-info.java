// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What telemetry costs the thread that records it and its process at the rates of services: an open
 * loop, everything exported, nothing dropped.
 */
package dev.ringlet.jmh.openloop;
