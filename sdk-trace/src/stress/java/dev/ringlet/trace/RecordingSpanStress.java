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
import dev.ringlet.internal.engine.Pipeline;
import dev.ringlet.internal.engine.PipelineExporter;
import dev.ringlet.internal.otlp.TraceTags;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.request.ScopeTable;
import dev.ringlet.internal.time.AnchoredClock;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * The lock in a span: the thread that ends it hands it over once, and what was put before is in the
 * record.
 */
final class RecordingSpanStress {
  private static final RecordPool POOL = new RecordPool(64, 2);
  private static final Records RECORDS = new Records();
  private static final Tracer TRACER =
      RingletTracerProvider.builder()
          .setResource(Resource.empty())
          .addExporter(
              new PipelineExporter(new Pipeline(new AnchoredClock(Clock.system()), POOL, RECORDS)))
          .setIdGenerator(RECORDS)
          .build()
          .get("stress");

  private RecordingSpanStress() {}

  /** Two threads end one span. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "handed over once")
  @Outcome(expect = FORBIDDEN, desc = "lost, or handed over twice")
  @State
  public static class EndTwice {
    private final Span span = RECORDS.span();

    @Actor
    public void one() {
      span.end();
    }

    @Actor
    public void other() {
      span.end();
    }

    @Arbiter
    public void count(I_Result result) {
      result.r1 = RECORDS.count(span);
    }
  }

  /** One thread puts an attribute while another ends the span. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "ended first: the attribute came too late")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "put first: the attribute is in the record")
  @Outcome(expect = FORBIDDEN, desc = "a torn record, or none")
  @State
  public static class PutAndEnd {
    private final Span span = RECORDS.span();

    @Actor
    public void put() {
      span.setAttribute("key", "value");
    }

    @Actor
    public void end() {
      span.end();
    }

    @Arbiter
    public void look(II_Result result) {
      result.r1 = RECORDS.count(span);
      result.r2 = RECORDS.attributes(span);
    }
  }

  /** The shipped span, but a thread takes it by a load and a store, which is no atomic step. */
  private static final class WeakenedSpan extends RecordingSpan {
    WeakenedSpan() {
      super(((RingletTracer) TRACER).origin, 0);
      traceIdHigh = 1;
      traceIdLow = 1;
      spanId = RECORDS.nextSpanId();
      traceState = TraceState.getDefault();
      name = "span";
      setPlainWord(SpanWord.withAnchor(SpanWord.of(0, SpanWord.SAMPLED_FLAG, false), 0));
    }

    @Override
    boolean tryHold(int w) {
      if ((int) WORD.getOpaque(this) != w) {
        return false;
      }
      WORD.setOpaque(this, SpanWord.withLock(w, SpanWord.BUSY));
      return true;
    }
  }

  /** The first test with the weakened span. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "by luck")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "lost, or handed over more than once")
  @State
  public static class EndTwiceWeakened {
    private final Span span = RECORDS.known(new WeakenedSpan());

    @Actor
    public void one() {
      span.end();
    }

    @Actor
    public void other() {
      span.end();
    }

    @Arbiter
    public void count(I_Result result) {
      result.r1 = RECORDS.count(span);
    }
  }

  /** Counts records by span id; ids go up by one, so that those of one moment do not meet. */
  private static final class Records implements RecordSink, IdGenerator {
    private static final int SLOTS = 1 << 20;
    private static final int LENGTH_SHIFT = 8;

    private final ScopeTable scopes = new ScopeTable(POOL);
    private final AtomicIntegerArray slots = new AtomicIntegerArray(SLOTS);
    private final AtomicLong ids = new AtomicLong();

    Span span() {
      return known(TRACER.spanBuilder("span").setNoParent().startSpan());
    }

    /** Sets the count of a span, whose number another had long ago, to zero. */
    Span known(Span span) {
      slots.set(slot(((BaseSpan) span).spanId), 0);
      return span;
    }

    private static int slot(long spanId) {
      return (int) spanId & (SLOTS - 1);
    }

    @Override
    public long nextSpanId() {
      return ids.incrementAndGet();
    }

    @Override
    public long nextTraceIdHigh() {
      return 1;
    }

    @Override
    public long nextTraceIdLow() {
      return 1;
    }

    int count(Span span) {
      return slots.get(slot(((BaseSpan) span).spanId)) & 0xff;
    }

    int attributes(Span span) {
      return slots.get(slot(((BaseSpan) span).spanId)) >>> LENGTH_SHIFT;
    }

    @Override
    public void offer(byte[] data, int from, int length, int scope) {
      // A record begins with its attributes, if there are any; its span id follows the trace id.
      int body = from + 2;
      boolean attribute = data[body] == TraceTags.Span.ATTRIBUTES;
      int ids = attribute ? body + 2 + data[body + 1] : body;
      long id = 0;
      for (int i = 0; i < 8; i++) {
        id = id << 8 | data[ids + 20 + i] & 0xff;
      }
      slots.addAndGet(slot(id), 1 + (attribute ? 1 << LENGTH_SHIFT : 0));
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
