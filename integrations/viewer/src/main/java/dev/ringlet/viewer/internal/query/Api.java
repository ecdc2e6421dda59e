// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.query;

import dev.ringlet.viewer.internal.check.Checks;
import dev.ringlet.viewer.internal.store.TelemetryStore;
import dev.ringlet.viewer.internal.store.TraceId;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Answers by name and parameters; a parameter that is missing is empty text. */
public final class Api {
  private static final int TRACES = 200;
  private static final int MAX_TRACES = 2_000;
  private static final int LOGS = 2_000;

  private final TelemetryStore store;
  private final Checks checks;
  private final StateQuery state;
  private final TraceQueries traces;
  private final LogQueries logs;
  private final MetricQueries metrics;
  private final FlameQueries flames;
  private final HealthQueries health;
  private final FindingQueries findings;
  private final AnomalyQueries anomalies;

  public Api(TelemetryStore store, Checks checks) {
    this.store = store;
    this.checks = checks;
    findings = new FindingQueries(store, checks);
    anomalies = new AnomalyQueries(store, checks);
    state = new StateQuery(store, findings, anomalies);
    traces = new TraceQueries(store);
    logs = new LogQueries(store);
    metrics = new MetricQueries(store);
    flames = new FlameQueries(store);
    health = new HealthQueries(store);
  }

  /** What pages are told when it changes. */
  public Object state() {
    return state.state();
  }

  /** Forgets all that was received. */
  public void clear() {
    store.clear();
    traces.clear();
    checks.clear();
  }

  /** Null if there is nothing of that name. */
  public @Nullable Object answer(String name, UnaryOperator<String> parameter) {
    return switch (name) {
      case "state" -> state();
      case "traces" -> traces.list(filter(parameter), part(parameter));
      case "trace" -> traces.waterfall(TraceId.of(parameter.apply("id")));
      case "span" ->
          traces.span(TraceId.of(parameter.apply("trace")), TraceId.spanId(parameter.apply("id")));
      case "map" -> ServiceMap.of(store);
      case "logs" ->
          logs.list(
              parameter.apply("service"),
              parameter.apply("severity"),
              parameter.apply("trace"),
              parameter.apply("q"),
              LOGS);
      case "metrics" -> metrics.list();
      case "metric" ->
          metrics.chart(
              parameter.apply("name"),
              parameter.apply("service"),
              parameter.apply("label"),
              number(parameter.apply("since"), 0));
      case "profiles" -> flames.kinds();
      case "flame" -> flame(parameter);
      case "health" -> health.health();
      case "findings" -> findings.list();
      case "anomalies" -> anomalies.list();
      default -> null;
    };
  }

  private static TraceQueries.Part part(UnaryOperator<String> parameter) {
    return new TraceQueries.Part(
        (int) Math.max(0, Math.min(number(parameter.apply("offset"), 0), Integer.MAX_VALUE)),
        (int) Math.max(0, Math.min(number(parameter.apply("limit"), TRACES), MAX_TRACES)),
        number(parameter.apply("until"), Long.MAX_VALUE));
  }

  private static TraceFilter filter(UnaryOperator<String> parameter) {
    return TraceFilter.of(
        parameter.apply("service"),
        parameter.apply("status"),
        number(parameter.apply("min"), 0),
        number(parameter.apply("max"), Long.MAX_VALUE),
        parameter.apply("q"));
  }

  private Object flame(UnaryOperator<String> parameter) {
    FlameQueries.Selection selection = selection("", parameter);
    return parameter.apply("compare").equals("true")
        ? flames.difference(selection, selection("other_", parameter))
        : flames.flame(selection);
  }

  /** Of the second selection each parameter has a prefix; the type is the same. */
  private static FlameQueries.Selection selection(String prefix, UnaryOperator<String> parameter) {
    return new FlameQueries.Selection(
        parameter.apply("type"),
        parameter.apply(prefix + "service"),
        parameter.apply(prefix + "span_name"),
        TraceId.of(parameter.apply(prefix + "trace")),
        TraceId.spanId(parameter.apply(prefix + "span")),
        number(parameter.apply(prefix + "from"), 0),
        number(parameter.apply(prefix + "to"), Long.MAX_VALUE));
  }

  private static long number(String text, long absent) {
    try {
      return text.isEmpty() ? absent : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return absent;
    }
  }
}
