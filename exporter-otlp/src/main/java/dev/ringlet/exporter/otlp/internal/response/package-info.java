// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** What a receiver answered, and what it means for the request. */
package dev.ringlet.exporter.otlp.internal.response;
