// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Views of encoded OTLP requests and records as the data types of the official SDK.
 *
 * <p>Internal: may change in any release.
 */
package dev.ringlet.official.data;
