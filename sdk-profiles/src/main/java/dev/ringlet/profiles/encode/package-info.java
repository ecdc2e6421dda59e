// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Encodes samples as OTLP profiles. Internal: may change in any release. */
package dev.ringlet.profiles.encode;
