// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.query;

import dev.ringlet.viewer.internal.store.StoredSpan;
import dev.ringlet.viewer.internal.store.StoredTrace;
import dev.ringlet.viewer.internal.store.TelemetryStore;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Services and who calls whom, from the spans that are kept. */
public final class ServiceMap {
  private static final List<String> DATABASE = List.of("db.system.name", "db.system");
  private static final List<String> MESSAGING = List.of("messaging.system");
  private static final List<String> GEN_AI = List.of("gen_ai.provider.name", "gen_ai.system");
  private static final List<String> PEER =
      List.of("peer.service", "server.address", "net.peer.name", "rpc.service");
  private static final int MAX_NODES = 200;

  /**
   * A service, or what a service calls that sends no spans.
   *
   * @param kind {@code service}, {@code database}, {@code queue}, {@code model} or {@code peer}
   * @param calls spans that begin work here
   * @param perSecond calls over the time that the kept spans cover
   */
  public record Node(
      String name, String kind, int calls, int errors, double perSecond, long p50, long p95) {}

  /** Calls from one node to another, as the caller measured them. */
  public record Edge(
      String from, String to, int calls, int errors, double perSecond, long p50, long p95) {}

  /** The map. */
  public record Graph(double seconds, List<Node> nodes, List<Edge> edges) {}

  private record Pair(String from, String to) {}

  /** Durations and errors of calls. */
  private static final class Tally {
    private final String kind;
    private long[] durations = new long[16];
    private int calls;
    private int errors;

    Tally(String kind) {
      this.kind = kind;
    }

    void add(StoredSpan span) {
      if (calls == durations.length) {
        durations = Arrays.copyOf(durations, 2 * calls);
      }
      durations[calls++] = span.durationNanos();
      errors += span.isError() ? 1 : 0;
    }

    long quantile(double q) {
      long[] sorted = Arrays.copyOf(durations, calls);
      Arrays.sort(sorted);
      return calls == 0 ? 0 : sorted[(int) Math.min(calls - 1, Math.round(q * (calls - 1)))];
    }
  }

  private final Map<String, Tally> nodes = new TreeMap<>();
  private final Map<Pair, Tally> edges = new HashMap<>();
  private long firstNanos = Long.MAX_VALUE;
  private long lastNanos = Long.MIN_VALUE;

  private ServiceMap() {}

  /** Of all traces that are kept. */
  public static Graph of(TelemetryStore store) {
    ServiceMap map = new ServiceMap();
    store.traces().newestFirst().forEach(map::add);
    return map.graph();
  }

  private void add(StoredTrace.View trace) {
    Map<Long, StoredSpan> byId = new HashMap<>();
    Set<Long> parents = new HashSet<>();
    for (StoredSpan span : trace.spans()) {
      byId.put(span.id(), span);
      parents.add(span.parent());
    }
    for (StoredSpan span : byId.values()) {
      firstNanos = Math.min(firstNanos, span.startNanos());
      lastNanos = Math.max(lastNanos, span.endNanos());
      StoredSpan parent = byId.get(span.parent());
      boolean entry = parent == null || !parent.service().equals(span.service());
      Tally node = node(span.service(), "service");
      if (entry) {
        node.add(span);
      }
      if (parent != null && entry) {
        edge(parent.service(), span.service()).add(isCall(parent) ? parent : span);
      } else if (isCall(span) && !parents.contains(span.id())) {
        outside(span);
      }
    }
  }

  private static boolean isCall(StoredSpan span) {
    return span.kind() == Span.SpanKind.SPAN_KIND_CLIENT
        || span.kind() == Span.SpanKind.SPAN_KIND_PRODUCER;
  }

  /** A call to what sends no spans, or none that came. */
  private void outside(StoredSpan span) {
    List<KeyValue> attributes = span.decode().getAttributesList();
    String name = first(DATABASE, attributes);
    String kind = "database";
    if (name == null) {
      name = first(MESSAGING, attributes);
      kind = "queue";
    }
    if (name == null) {
      name = first(GEN_AI, attributes);
      kind = "model";
    }
    if (name == null) {
      name = first(PEER, attributes);
      kind = "peer";
    }
    if (name != null && !(kind.equals("peer") && isService(name))) {
      node(name, kind).add(span);
      edge(span.service(), name).add(span);
    }
  }

  private boolean isService(String name) {
    Tally known = nodes.get(name);
    return known != null && known.kind.equals("service");
  }

  private static @Nullable String first(List<String> keys, List<KeyValue> attributes) {
    for (String key : keys) {
      String value = Condition.find(key, attributes);
      if (value != null && !value.isEmpty()) {
        return value;
      }
    }
    return null;
  }

  private Tally node(String name, String kind) {
    return nodes.computeIfAbsent(name, key -> new Tally(kind));
  }

  private Tally edge(String from, String to) {
    return edges.computeIfAbsent(new Pair(from, to), key -> new Tally("edge"));
  }

  private Graph graph() {
    double seconds = nodes.isEmpty() ? 0 : Math.max(1, (lastNanos - firstNanos) / 1e9);
    List<Node> shown = new ArrayList<>();
    nodes.forEach(
        (name, tally) ->
            shown.add(
                new Node(
                    name,
                    tally.kind,
                    tally.calls,
                    tally.errors,
                    tally.calls / seconds,
                    tally.quantile(0.5),
                    tally.quantile(0.95))));
    shown.sort(Comparator.comparingInt(Node::calls).reversed().thenComparing(Node::name));
    List<Node> most = shown.subList(0, Math.min(MAX_NODES, shown.size()));
    Set<String> names = new HashSet<>();
    most.forEach(node -> names.add(node.name));
    List<Edge> between = new ArrayList<>();
    edges.forEach(
        (pair, tally) -> {
          if (names.contains(pair.from) && names.contains(pair.to)) {
            between.add(
                new Edge(
                    pair.from,
                    pair.to,
                    tally.calls,
                    tally.errors,
                    tally.calls / seconds,
                    tally.quantile(0.5),
                    tally.quantile(0.95)));
          }
        });
    between.sort(Comparator.comparing(Edge::from).thenComparing(Edge::to));
    return new Graph(seconds, most, between);
  }
}
