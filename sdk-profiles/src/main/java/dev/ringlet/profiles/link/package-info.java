// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Remembers which span was current on which thread. Internal: may change in any release. */
package dev.ringlet.profiles.link;
