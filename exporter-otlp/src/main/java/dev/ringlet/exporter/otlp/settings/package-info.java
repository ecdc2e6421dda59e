// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Settings of OTLP exporters: protocol, compression, retries. */
@NullMarked
package dev.ringlet.exporter.otlp.settings;

import org.jspecify.annotations.NullMarked;
