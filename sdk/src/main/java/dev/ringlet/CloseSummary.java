// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.export.Signal;
import dev.ringlet.internal.log.ThrottledLogger;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.logging.Level;

/** The log line at the close of an SDK with the outcome of all records. */
final class CloseSummary {
  private CloseSummary() {}

  /** Writes the line, as a warning if anything was lost. */
  static void log(Health health) {
    boolean lost = health.signals().values().stream().anyMatch(one -> one.totalLost() > 0);
    new ThrottledLogger(RingletSdk.class)
        .log(lost ? Level.WARNING : Level.INFO, "closed", () -> text(health));
  }

  static String text(Health health) {
    StringJoiner text = new StringJoiner("; ", "closed: ", "");
    text.setEmptyValue("closed: nothing was to be exported");
    if (health.exporters().size() > health.signals().size()) {
      health.exporters().forEach((name, one) -> text.add(text(name, one)));
      return text.toString();
    }
    for (Signal signal : Signal.values()) {
      SignalHealth one = health.signals().get(signal);
      if (one != null) {
        text.add(text(signal.key(), one));
      }
    }
    return text.toString();
  }

  private static String text(String name, SignalHealth health) {
    StringBuilder text = new StringBuilder(name);
    text.append(" produced ").append(health.produced());
    text.append(", exported ").append(health.exported());
    if (health.totalDropped() > 0) {
      StringJoiner causes = new StringJoiner(", ", " (", ")");
      health.dropped().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(
              e ->
                  causes.add(
                      e.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                          + " "
                          + e.getValue()));
      text.append(", dropped ").append(health.totalDropped()).append(causes);
    }
    if (health.spooled() > 0) {
      text.append(", stored ").append(health.spooled());
    }
    if (health.pending() > 0) {
      text.append(", pending ").append(health.pending());
    }
    return text.toString();
  }
}
