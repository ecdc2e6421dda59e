// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

/**
 * What is wrong, where, and what to do about it. Several occurrences that differ in the trace only
 * are one finding, with the ids of the first, or of the last if the validator keeps those. Names
 * are cut to 256 chars.
 *
 * @param rule what was looked for
 * @param found what was found; never the value of a secret
 * @param remedy what to do
 * @param service {@code service.name}, or empty
 * @param scope name of the instrumentation scope, or empty
 * @param subject name of the span, metric or event of it; empty for a resource or a log record
 * @param attribute key of the attribute that it is about, or empty
 * @param traceId 32 hexadecimal digits, or empty
 * @param spanId 16 hexadecimal digits, or empty
 * @param occurrences how often it was found
 */
public record Finding(
    Rule rule,
    String found,
    String remedy,
    String service,
    String scope,
    String subject,
    String attribute,
    String traceId,
    String spanId,
    long occurrences) {

  /** Returns how bad it is. */
  public Severity severity() {
    return rule.severity();
  }

  /** Returns it as two lines, the second of which is indented and has the remedy. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(256);
    text.append(severity()).append(' ').append(rule.id()).append(": ").append(found);
    append(text, "service", service);
    append(text, "scope", scope);
    append(text, "trace", traceId);
    append(text, "span", spanId);
    if (occurrences > 1) {
      text.append("  (").append(occurrences).append(" times)");
    }
    return text.append("\n    ").append(remedy).toString();
  }

  private static void append(StringBuilder text, String key, String value) {
    if (!value.isEmpty()) {
      text.append("  ").append(key).append('=').append(value);
    }
  }
}
