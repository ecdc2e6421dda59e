// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The contract between the batch worker and an exporter: a payload of complete OTLP bytes goes in,
 * and the outcome comes out: delivered, partially rejected, permanently failed, or retry later.
 */
@NullMarked
package dev.ringlet.export;

import org.jspecify.annotations.NullMarked;
