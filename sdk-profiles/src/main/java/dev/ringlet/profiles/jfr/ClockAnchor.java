// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.jfr;

import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;

/**
 * Written once a second: begin and end by the recorder's clock, and a reading of {@code
 * System.nanoTime()} between them. Together they convert one clock to the other.
 */
@Name(ClockAnchor.NAME)
@Label("Clock Anchor")
@Registered(false)
@Enabled(false)
@StackTrace(false)
@Period("1 s")
final class ClockAnchor extends Event {
  static final String NAME = "dev.ringlet.ClockAnchor";

  @Label("Nano Time")
  long nanoTime;
}
