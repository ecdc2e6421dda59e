// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.query;

import dev.ringlet.viewer.internal.store.StoredLog;
import dev.ringlet.viewer.internal.store.TelemetryStore;
import dev.ringlet.viewer.internal.store.TraceId;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the view of logs shows. */
public final class LogQueries {
  private static final String[] SEVERITIES = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"};
  private static final Map<String, Integer> LOWEST =
      Map.of("trace", 1, "debug", 5, "info", 9, "warn", 13, "error", 17, "fatal", 21);

  private final TelemetryStore store;

  public LogQueries(TelemetryStore store) {
    this.store = store;
  }

  /**
   * A log record.
   *
   * @param severity one of the six names, or empty
   * @param level 1 to 24; 0 if not said
   * @param trace empty if it belongs to none
   */
  public record Row(
      long number,
      double timeMs,
      String severity,
      int level,
      String service,
      String scope,
      String body,
      String event,
      String trace,
      String span,
      List<Attribute> attributes) {
    static Row of(StoredLog log) {
      LogRecord decoded = log.decode();
      return new Row(
          log.number(),
          log.timeNanos() / 1e6,
          LogQueries.severity(log.severity()),
          log.severity(),
          log.origin().service(),
          log.origin().scope().getName(),
          Attribute.text(decoded.getBody()),
          decoded.getEventName(),
          log.trace().isNone() ? "" : log.trace().toString(),
          log.span() == 0 ? "" : TraceId.spanText(log.span()),
          Attribute.list(decoded.getAttributesList()));
    }
  }

  /** Names of four numbers each, as the data model has them. */
  static String severity(int number) {
    return number < 1 || number > 24 ? "" : SEVERITIES[(number - 1) / 4];
  }

  /** A list. */
  public record Rows(int kept, long last, List<Row> rows) {}

  /**
   * Log records that match, newest first.
   *
   * @param severity name of the lowest that is shown; empty for all
   * @param search conditions on {@code body}, {@code severity}, {@code service}, {@code scope},
   *     {@code event} and attributes
   */
  public Rows list(String service, String severity, String trace, String search, int limit) {
    int lowest = LOWEST.getOrDefault(severity, 0);
    TraceId wanted = TraceId.of(trace);
    List<Condition> conditions = Condition.parse(search);
    Predicate<StoredLog> filter =
        log ->
            log.severity() >= lowest
                && (service.isEmpty() || log.origin().service().equals(service))
                && (trace.isEmpty() || log.trace().equals(wanted))
                && matches(log, conditions);
    return new Rows(
        store.logs().counts().logs(),
        store.logs().counts().last(),
        store.logs().newest(limit, filter).stream().map(Row::of).collect(Collectors.toList()));
  }

  private static boolean matches(StoredLog log, List<Condition> conditions) {
    if (conditions.isEmpty()) {
      return true;
    }
    LogRecord decoded = log.decode();
    for (Condition condition : conditions) {
      boolean holds =
          condition.key().isEmpty()
              ? condition.holdsAnywhere(
                  List.of(
                      Attribute.text(decoded.getBody()),
                      decoded.getEventName(),
                      log.origin().scope().getName(),
                      log.trace().toString()),
                  List.of(decoded.getAttributesList()))
              : condition.holds(value(condition.key(), log, decoded));
      if (!holds) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String value(String key, StoredLog log, LogRecord decoded) {
    return switch (key) {
      case "body" -> Attribute.text(decoded.getBody());
      case "severity" -> severity(log.severity());
      case "service" -> log.origin().service();
      case "scope" -> log.origin().scope().getName();
      case "event" -> decoded.getEventName();
      case "trace" -> log.trace().toString();
      default -> {
        String own = Condition.find(key, decoded.getAttributesList());
        yield own != null ? own : Condition.find(key, log.origin().resource().getAttributesList());
      }
    };
  }
}
