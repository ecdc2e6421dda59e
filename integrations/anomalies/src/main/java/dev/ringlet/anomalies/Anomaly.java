// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.anomalies;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a route did not do before. Immutable.
 *
 * @param kind what is unusual
 * @param route the route, as it was recorded
 * @param epochNanos when the evidence was complete, in nanoseconds since the epoch
 * @param spans the number of spans that were looked at
 * @param affected how many of them are slow ({@link Kind#LATENCY}), have an error ({@link
 *     Kind#ERRORS}) or have the exception
 * @param observed the latency in nanoseconds at {@code quantile}, or the share of errors
 * @param expected the same before
 * @param quantile 0.5, 0.9 or 0.99 for {@link Kind#LATENCY}, otherwise 0
 * @param traceId trace of an example: the slowest span or the first error
 * @param spanId span of the example
 * @param slowestChild the names of the example's slowest child, of the slowest child of that one,
 *     and so on, separated by {@code " > "}; null if no child is known
 * @param slowestChildNanos latency of that child, or 0
 * @param exceptionType the new type of {@link Kind#NEW_EXCEPTION}, otherwise null
 * @param differences attribute values that are more frequent among the affected spans than among
 *     others and before, the clearest first; at most 3
 */
public record Anomaly(
    Kind kind,
    String route,
    long epochNanos,
    long spans,
    long affected,
    double observed,
    double expected,
    double quantile,
    String traceId,
    String spanId,
    @Nullable String slowestChild,
    long slowestChildNanos,
    @Nullable String exceptionType,
    List<Difference> differences) {

  /** What is unusual. */
  public enum Kind {
    /** Spans take longer than before. */
    LATENCY,
    /** More spans have an error than before. */
    ERRORS,
    /** An exception of a type that the route did not have before. */
    NEW_EXCEPTION
  }

  /**
   * An attribute value that separates affected spans from others.
   *
   * @param key the attribute
   * @param value its value as text
   * @param shareOfAffected share of the affected spans that have it, 0 to 1
   * @param shareOfOthers share of the other spans, those before included, that have it
   */
  public record Difference(
      String key, String value, double shareOfAffected, double shareOfOthers) {}

  /** Copies the differences. */
  public Anomaly {
    differences = List.copyOf(differences);
  }

  /** Returns one line of text for logs. */
  public String describe() {
    StringBuilder text = new StringBuilder(200).append(route).append(": ");
    switch (kind) {
      case LATENCY ->
          text.append("latency at quantile ")
              .append(quantile)
              .append(" is ")
              .append(millis(observed))
              .append(" in ")
              .append(spans)
              .append(" spans, before it was ")
              .append(millis(expected));
      case ERRORS ->
          text.append(affected)
              .append(" of ")
              .append(spans)
              .append(" spans have an error (")
              .append(percent(observed))
              .append("), before it was ")
              .append(percent(expected));
      case NEW_EXCEPTION -> text.append("first ").append(exceptionType);
    }
    text.append("; trace ").append(traceId).append(", span ").append(spanId);
    if (slowestChild != null) {
      text.append("; slowest child ").append(slowestChild);
      text.append(' ').append(millis(slowestChildNanos));
    }
    for (Difference d : differences) {
      text.append("; ").append(d.key).append('=').append(d.value).append(" in ");
      text.append(percent(d.shareOfAffected)).append(" of the affected and ");
      text.append(percent(d.shareOfOthers)).append(" of the other spans");
    }
    return text.toString();
  }

  private static String millis(double nanos) {
    return Math.round(nanos / 1e4) / 100.0 + " ms";
  }

  private static String percent(double share) {
    return Math.round(share * 1e3) / 10.0 + " %";
  }
}
