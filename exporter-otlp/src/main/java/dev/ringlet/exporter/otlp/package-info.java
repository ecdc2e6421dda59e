// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Exporters that send OTLP over HTTP and gRPC. */
@NullMarked
package dev.ringlet.exporter.otlp;

import org.jspecify.annotations.NullMarked;
