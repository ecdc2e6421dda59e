// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Where lines of OTLP JSON are written. Internal to Ringlet: may change or vanish in any release. */
package dev.ringlet.exporter.otlp.internal.file;
