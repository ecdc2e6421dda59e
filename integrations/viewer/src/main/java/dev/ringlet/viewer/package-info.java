// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Receives OTLP and shows it in a browser. */
package dev.ringlet.viewer;
