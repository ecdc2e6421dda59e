// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.query;

import dev.ringlet.viewer.internal.store.ProfileBatch;
import dev.ringlet.viewer.internal.store.StoredSpan;
import dev.ringlet.viewer.internal.store.StoredTrace;
import dev.ringlet.viewer.internal.store.TelemetryStore;
import dev.ringlet.viewer.internal.store.TraceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the view of profiles shows. */
public final class FlameQueries {
  private static final int MAX_NODES = 20_000;
  private static final int MAX_SPANS = 200;
  private static final String OUTSIDE = "outside of spans";

  private final TelemetryStore store;

  public FlameQueries(TelemetryStore store) {
    this.store = store;
  }

  /** A kind of profile of a service. */
  public record Kind(String type, String unit, String service, long total, int samples) {}

  /** A span name that samples have. */
  public record SpanShare(String name, long value) {}

  /** What there is to choose from. */
  public record Kinds(List<Kind> kinds, double firstMs, double lastMs) {}

  /** All kinds, those with most samples first. */
  public Kinds kinds() {
    Map<List<String>, long[]> sums = new LinkedHashMap<>();
    double first = 0;
    double last = 0;
    for (ProfileBatch batch : store.profiles().all()) {
      first = first == 0 ? batch.arrivalMillis() : first;
      last = batch.arrivalMillis();
      for (ProfileBatch.Sample sample : batch.samples()) {
        long[] sum =
            sums.computeIfAbsent(
                List.of(sample.type(), sample.unit(), sample.origin().service()),
                key -> new long[2]);
        sum[0] += sample.value();
        sum[1]++;
      }
    }
    List<Kind> kinds = new ArrayList<>();
    sums.forEach(
        (key, sum) ->
            kinds.add(new Kind(key.get(0), key.get(1), key.get(2), sum[0], (int) sum[1])));
    kinds.sort(Comparator.comparingInt(Kind::samples).reversed().thenComparing(Kind::type));
    return new Kinds(kinds, first, last);
  }

  /**
   * Which samples.
   *
   * @param service empty for all
   * @param spanName empty for all
   * @param trace {@link TraceId#NONE} for all
   * @param span 0 for all
   * @param fromMillis of arrival
   * @param toMillis of arrival, exclusive
   */
  public record Selection(
      String type,
      String service,
      String spanName,
      TraceId trace,
      long span,
      long fromMillis,
      long toMillis) {
    private boolean takes(ProfileBatch batch) {
      return batch.arrivalMillis() >= fromMillis && batch.arrivalMillis() < toMillis;
    }

    private boolean takes(ProfileBatch.Sample sample) {
      return sample.type().equals(type)
          && (service.isEmpty() || sample.origin().service().equals(service))
          && (trace.isNone() || sample.trace().equals(trace))
          && (span == 0 || sample.span() == span);
    }
  }

  /**
   * Stacks as a tree, its nodes in parallel lists, each after its parent.
   *
   * @param frames names of methods
   * @param frame index into frames by node; -1 for the root
   * @param parent index by node; -1 for the root
   * @param value with callees
   * @param self without callees
   * @param other values of the second selection; empty without one
   */
  public record Flame(
      String type,
      String unit,
      List<String> frames,
      int[] frame,
      int[] parent,
      long[] value,
      long[] self,
      long[] other,
      List<SpanShare> spans,
      boolean cut) {}

  /** A flame graph. */
  public Flame flame(Selection selection) {
    return build(selection, null);
  }

  /** A flame graph of both, to be compared. */
  public Flame difference(Selection selection, Selection other) {
    return build(selection, other);
  }

  private Flame build(Selection selection, @Nullable Selection other) {
    Map<Long, String> names = new HashMap<>();
    Tree tree = new Tree();
    Map<String, Long> shares = new TreeMap<>();
    for (ProfileBatch batch : store.profiles().all()) {
      for (ProfileBatch.Sample sample : batch.samples()) {
        if (selection.takes(batch) && selection.takes(sample)) {
          String name = name(sample, names);
          shares.merge(name, sample.value(), Long::sum);
          if (selection.spanName.isEmpty() || selection.spanName.equals(name)) {
            tree.add(sample, false);
          }
        }
        if (other != null
            && other.takes(batch)
            && other.takes(sample)
            && (other.spanName.isEmpty() || other.spanName.equals(name(sample, names)))) {
          tree.add(sample, true);
        }
      }
    }
    List<SpanShare> spans = new ArrayList<>();
    shares.forEach((name, value) -> spans.add(new SpanShare(name, value)));
    spans.sort(Comparator.comparingLong(SpanShare::value).reversed());
    return tree.flame(
        selection.type, other != null, spans.subList(0, Math.min(MAX_SPANS, spans.size())));
  }

  private String name(ProfileBatch.Sample sample, Map<Long, String> names) {
    return sample.span() == 0
        ? OUTSIDE
        : names.computeIfAbsent(sample.span(), id -> find(sample.trace(), id));
  }

  private String find(TraceId trace, long id) {
    StoredTrace.View view = store.traces().find(trace);
    return view == null
        ? "(span not kept)"
        : view.spans().stream()
            .filter(span -> span.id() == id)
            .findFirst()
            .map(StoredSpan::name)
            .orElse("(span not kept)");
  }

  /** Stacks on top of each other. */
  private static final class Tree {
    private record Key(int parent, int frame) {}

    private final Map<String, Integer> frames = new LinkedHashMap<>();
    private final Map<Key, Integer> index = new HashMap<>();
    private final List<long[]> nodes = new ArrayList<>(); // frame, parent, value, self, other
    private String unit = "";
    private boolean isCut;

    Tree() {
      nodes.add(new long[] {-1, -1, 0, 0, 0});
    }

    void add(ProfileBatch.Sample sample, boolean second) {
      unit = sample.unit();
      int at = 0;
      count(at, sample.value(), second);
      for (String name : sample.frames()) {
        int frame = frames.computeIfAbsent(name, key -> frames.size());
        Integer child = index.get(new Key(at, frame));
        if (child == null) {
          if (nodes.size() >= MAX_NODES) {
            isCut = true;
            break;
          }
          child = nodes.size();
          nodes.add(new long[] {frame, at, 0, 0, 0});
          index.put(new Key(at, frame), child);
        }
        at = child;
        count(at, sample.value(), second);
      }
      if (!second) {
        nodes.get(at)[3] += sample.value();
      }
    }

    private void count(int node, long value, boolean second) {
      nodes.get(node)[second ? 4 : 2] += value;
    }

    Flame flame(String type, boolean both, List<SpanShare> spans) {
      return new Flame(
          type,
          unit,
          List.copyOf(frames.keySet()),
          nodes.stream().mapToInt(node -> (int) node[0]).toArray(),
          nodes.stream().mapToInt(node -> (int) node[1]).toArray(),
          column(2),
          column(3),
          both ? column(4) : new long[0],
          spans,
          isCut);
    }

    private long[] column(int number) {
      return nodes.stream().mapToLong(node -> node[number]).toArray();
    }
  }
}
