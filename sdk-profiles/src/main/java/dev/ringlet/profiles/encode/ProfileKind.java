// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.encode;

/**
 * The kinds of profile, in the order in which a request has them; viewers show the first.
 *
 * <p>There is no registry of sample types yet. These are the names that receivers support: {@code
 * samples:count} per {@code cpu:nanoseconds} is what they call a CPU profile, and they name any
 * other after its period type, which some of them read only if the period is not 0.
 */
public enum ProfileKind {
  CPU("samples", "count", "cpu", "nanoseconds"),
  ALLOCATION("alloc_space", "bytes", "memory", "bytes"),
  LOCK_DELAY("delay", "nanoseconds", "mutex", "nanoseconds"),
  LOCK_CONTENTIONS("contentions", "count", "mutex", "count"),
  OFF_CPU("off_cpu", "nanoseconds", "off_cpu", "nanoseconds"),
  EXCEPTIONS("exceptions", "count", "exceptions", "count");

  final String type;
  final String unit;
  final String periodType;
  final String periodUnit;

  ProfileKind(String type, String unit, String periodType, String periodUnit) {
    this.type = type;
    this.unit = unit;
    this.periodType = periodType;
    this.periodUnit = periodUnit;
  }

  /**
   * The period of every kind but {@link #CPU}: one of its units, since the values of its samples
   * are what happened and not a number of samples.
   */
  static final int UNIT_PERIOD = 1;

  /**
   * Whether this profile has the samples of the one before it, with other values. Some receivers
   * require that of all profiles in one scope.
   */
  boolean joinsPrevious() {
    return this == LOCK_CONTENTIONS;
  }
}
