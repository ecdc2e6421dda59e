// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Reads the events of Flight Recorder and turns them into samples. Internal: may change in any release. */
package dev.ringlet.profiles.jfr;
