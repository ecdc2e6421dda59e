// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.ringlet.common.Clock;
import dev.ringlet.common.Resource;
import dev.ringlet.export.DropCause;
import dev.ringlet.internal.batch.RecordSink;
import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.engine.Pipeline;
import dev.ringlet.internal.engine.PipelineExporter;
import dev.ringlet.internal.otlp.TraceTags.Span;
import dev.ringlet.internal.record.AttributeReader;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.request.ScopeTable;
import dev.ringlet.internal.time.AnchoredClock;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.context.Context;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The shipped recorder under fire, and one whose lock looks before it takes, which fails. */
final class SpanRecorderStress {
  private static final RecordPool POOL = new RecordPool(64, 2);
  private static final Ended ENDED = new Ended();
  private static final RingletTracerProvider PROVIDER =
      RingletTracerProvider.builder()
          .setResource(Resource.empty())
          .addExporter(
              new PipelineExporter(new Pipeline(new AnchoredClock(Clock.system()), POOL, ENDED)))
          .build();
  private static final RingletTracer TRACER = (RingletTracer) PROVIDER.get("stress");

  private SpanRecorderStress() {}

  private static final class WeakenedSpan extends NativeSpan {
    @Override
    protected boolean stateCas(long expected, long update) {
      if (state != expected) {
        return false;
      }
      state = update;
      return true;
    }
  }

  private static SpanRecorder recorder() {
    return new SpanRecorder(TRACER, 2, NativeSpan::new);
  }

  private static long open(SpanRecorder recorder) {
    return recorder.start("span", SpanKind.INTERNAL, Context.root());
  }

  /** Two threads put an attribute each. */
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "both are in the span")
  @Outcome(expect = FORBIDDEN, desc = "one is lost, or the span is broken")
  @State
  public static class PutTwice {
    private final SpanRecorder recorder = recorder();
    private final long handle = open(recorder);

    @Actor
    public void one() {
      recorder.put(handle, "one", 1);
    }

    @Actor
    public void other() {
      recorder.put(handle, "other", "value");
    }

    @Arbiter
    public void rest(I_Result result) {
      recorder.end(handle);
      result.r1 = ENDED.mine().attributes;
    }
  }

  /** The same with a lock that looks and then takes. */
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "by luck")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "one is lost, or the span is broken")
  @State
  public static class PutTwiceWeakened {
    private final WeakenedSpan span = new WeakenedSpan();
    private final SpanRecorder recorder = new SpanRecorder(TRACER, 1, () -> span);
    private final long handle = open(recorder);
    private final long open = span.state;

    @Actor
    public void one() {
      recorder.put(handle, "one", 1);
    }

    @Actor
    public void other() {
      recorder.put(handle, "other", "value");
    }

    @Arbiter
    public void rest(I_Result result) {
      span.state = open; // two that held it may have left it busy
      recorder.end(handle);
      result.r1 = ENDED.mine().attributes;
    }
  }

  /** Two threads end one span. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "ended by one")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "ended by the other")
  @Outcome(expect = FORBIDDEN, desc = "lost, or ended twice")
  @State
  public static class EndTwice {
    private final SpanRecorder recorder = recorder();
    private final long handle = open(recorder);

    @Actor
    public void one(II_Result result) {
      int before = ENDED.mine().spans;
      recorder.end(handle);
      result.r1 = ENDED.mine().spans - before;
    }

    @Actor
    public void other(II_Result result) {
      int before = ENDED.mine().spans;
      recorder.end(handle);
      result.r2 = ENDED.mine().spans - before;
    }
  }

  /** One thread starts a child while another ends the parent. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "a child of the parent")
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "a root span, since the parent was over")
  @Outcome(expect = FORBIDDEN, desc = "a torn parent, or no span")
  @State
  public static class StartChildAndEnd {
    private final SpanRecorder recorder = recorder();
    private final long parent = open(recorder);
    private final String trace = recorder.getSpanContext(parent).getTraceId();
    private String traceOfChild = "";

    @Actor
    public void start() {
      long child = recorder.startChild(parent, "child", SpanKind.INTERNAL);
      traceOfChild = recorder.getSpanContext(child).getTraceId();
      recorder.end(child);
    }

    @Actor
    public void end() {
      recorder.end(parent);
    }

    @Arbiter
    public void look(I_Result result) {
      if (traceOfChild.equals(trace)) {
        result.r1 = 1;
      } else {
        // A root span has an id that it drew whole; a half of the parent's would be a torn one.
        boolean torn =
            !TraceId.isValid(traceOfChild)
                || traceOfChild.substring(0, 16).equals(trace.substring(0, 16))
                || traceOfChild.substring(16).equals(trace.substring(16));
        result.r1 = torn ? 3 : 2;
      }
    }
  }

  /** What a thread has ended. */
  private static final class Seen {
    private int spans;

    /** Of the last span; -1 for one that cannot be read. */
    private int attributes;
  }

  /** A sink that looks at each span on the thread that ends it. */
  private static final class Ended implements RecordSink {
    private final ThreadLocal<Seen> seen = ThreadLocal.withInitial(Seen::new);
    private final ScopeTable scopes = new ScopeTable(POOL);

    Seen mine() {
      return seen.get();
    }

    @Override
    public void offer(byte[] data, int from, int length, int scope) {
      Seen mine = mine();
      mine.spans++;
      try {
        ProtoReader field = new ProtoReader(data, from, from + length);
        field.next();
        mine.attributes = AttributeReader.read(field.message(), Span.ATTRIBUTES).size();
      } catch (RuntimeException e) {
        mine.attributes = -1;
      }
    }

    @Override
    public void drop(DropCause cause) {}

    @Override
    public int maxRecordBytes() {
      return 1 << 20;
    }

    @Override
    public ScopeTable scopes() {
      return scopes;
    }

    @Override
    public boolean flush(long timeoutNanos) {
      return true;
    }

    @Override
    public void close(long timeoutNanos) {}
  }
}
