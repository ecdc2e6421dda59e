// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.query;

import dev.ringlet.checks.validation.Finding;
import dev.ringlet.checks.validation.Severity;
import dev.ringlet.viewer.internal.check.Checks;
import dev.ringlet.viewer.internal.store.TelemetryStore;
import dev.ringlet.viewer.internal.store.TraceId;
import java.util.List;
import java.util.Locale;

/** What the validator found. */
public final class FindingQueries {
  private final TelemetryStore store;
  private final Checks checks;

  FindingQueries(TelemetryStore store, Checks checks) {
    this.store = store;
    this.checks = checks;
  }

  /**
   * A finding.
   *
   * @param trace of the last time; empty for a metric or a resource
   * @param kept whether that trace is still there
   */
  public record Row(
      String key,
      String severity,
      String rule,
      String found,
      String remedy,
      String service,
      String scope,
      String subject,
      String attribute,
      String trace,
      String span,
      boolean kept,
      long occurrences) {
    private static Row of(Finding finding, boolean kept) {
      String rule = finding.rule().id();
      return new Row(
          String.join(
              "\n",
              rule,
              finding.service(),
              finding.scope(),
              finding.attribute(),
              finding.subject(),
              finding.remedy()),
          finding.severity().name().toLowerCase(Locale.ROOT),
          rule,
          finding.found(),
          finding.remedy(),
          finding.service(),
          finding.scope(),
          finding.subject(),
          finding.attribute(),
          finding.traceId(),
          finding.spanId(),
          kept,
          finding.occurrences());
    }
  }

  /**
   * All findings, the worst first.
   *
   * @param leftOut how often something was found that has no place in the list
   * @param unchecked traces that left before they were checked
   */
  public record Rows(
      List<Row> rows, long leftOut, long unchecked, String rulesVersion, String conventions) {}

  Rows list() {
    List<Row> rows =
        checks.findings().list().stream()
            .map(each -> Row.of(each, store.traces().find(TraceId.of(each.traceId())) != null))
            .toList();
    return new Rows(
        rows,
        checks.findings().leftOut(),
        store.traces().counts().unchecked(),
        checks.findings().rulesVersion(),
        checks.findings().conventionsVersion());
  }

  /**
   * What the page needs to know to count them.
   *
   * @param version changes when something was found
   */
  record Summary(int errors, int warnings, int all, long version) {}

  Summary summary() {
    int errors = 0;
    int warnings = 0;
    long version = checks.findings().leftOut();
    List<Finding> findings = checks.findings().list();
    for (Finding each : findings) {
      errors += each.severity() == Severity.ERROR ? 1 : 0;
      warnings += each.severity() == Severity.WARNING ? 1 : 0;
      version += each.occurrences();
    }
    return new Summary(errors, warnings, findings.size(), version);
  }
}
