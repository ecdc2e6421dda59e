// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import static dev.ringlet.trace.differential.Cases.with;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Programs about what is sampled, with trace ids that the program chooses. */
public final class SamplerCases {
  private static final double[] RATIOS = {0, 1e-18, 1e-10, 0.001, 0.25, 1.0 / 3, 0.5, 0.75, 1};

  private SamplerCases() {}

  /**
   * Children of remote and local parents with given trace ids. None ends in 8000000000000000, which
   * the official sampler keeps at every ratio.
   */
  public static List<Program> withKnownTraces() {
    List<Program> programs = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 300; i++) {
      programs.add(children(random.nextLong(), random.nextLong(), i % 4));
    }
    for (double ratio : RATIOS) {
      long edge = (long) (ratio * Long.MAX_VALUE);
      long upperEdge = (long) (ratio * (1L << 56));
      for (int offset = -1; offset <= 1; offset++) {
        if (edge + offset != Long.MIN_VALUE) {
          programs.add(children(7, edge + offset, 1));
        }
        programs.add(children(7, -edge + Math.max(offset, edge == Long.MAX_VALUE ? 0 : -1), 1));
        programs.add(children(7, upperEdge + offset, 3));
        programs.add(children(edge + offset, 9, 2));
      }
    }
    return programs;
  }

  /** Roots and their children; only for samplers that do not look at the random trace id. */
  static List<Program> withRoots() {
    return List.of(
        Program.of(
            "roots",
            run -> {
              Span root = run.start(run.tracer(0).spanBuilder("root").setNoParent());
              use(root);
              Span child =
                  run.start(
                      run.tracer(0).spanBuilder("child").setParent(Context.root().with(root)));
              use(child);
              child.end();
              root.end();
              run.see(root);
              run.start(run.tracer(0).spanBuilder("of invalid").setParent(with(null))).end();
            }));
  }

  private static Program children(long high, long low, int flags) {
    String traceId = TraceId.fromLongs(high, low);
    String name = "trace " + traceId + " with parent flags " + flags;
    return Program.of(
        name,
        run -> {
          TraceFlags traceFlags = TraceFlags.fromByte((byte) flags);
          TraceState state = TraceState.builder().put("k", "v").build();
          String spanId = SpanId.fromLong(77);
          SpanContext[] parents = {
            SpanContext.createFromRemoteParent(traceId, spanId, traceFlags, state),
            SpanContext.create(traceId, spanId, traceFlags, state)
          };
          for (SpanContext parent : parents) {
            run.ids.given(parent);
            Span child = run.start(run.tracer(0).spanBuilder(name).setParent(with(parent)));
            use(child);
            Context context = Context.root().with(child);
            run.start(run.tracer(0).spanBuilder("grandchild").setParent(context)).end();
            child.end();
          }
        });
  }

  private static void use(Span span) {
    span.setAttribute("k", 1).addEvent("e").setStatus(StatusCode.ERROR, "d").updateName("renamed");
  }
}
