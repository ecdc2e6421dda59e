// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** The exporter that writes OTLP JSON to a file or to the standard output stream. */
@NullMarked
package dev.ringlet.exporter.file;

import org.jspecify.annotations.NullMarked;
