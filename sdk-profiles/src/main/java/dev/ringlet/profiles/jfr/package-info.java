// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Reads events of Flight Recorder and converts them to samples. Internal: may change in any release. */
package dev.ringlet.profiles.jfr;
