// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Responses of receivers, failures of clients, and their mapping to export results. */
package dev.ringlet.exporter.otlp.internal.response;
