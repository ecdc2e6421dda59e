// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** The field numbers of the OTLP messages that are written by hand. Internal to Ringlet: may change or vanish in any release. */
package dev.ringlet.internal.otlp;
