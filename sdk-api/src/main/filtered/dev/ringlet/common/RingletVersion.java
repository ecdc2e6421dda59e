// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.common;

/** The version of Ringlet, which the build writes into this class. */
final class RingletVersion {
  static final String VALUE = "${project.version}";

  private RingletVersion() {}
}
