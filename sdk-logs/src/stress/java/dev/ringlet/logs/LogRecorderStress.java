// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

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
import dev.ringlet.internal.otlp.LogTags;
import dev.ringlet.internal.record.AttributeReader;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.request.ScopeTable;
import dev.ringlet.internal.time.AnchoredClock;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.context.Context;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The shipped recorder under fire, and one whose lock looks before it takes, which fails. */
final class LogRecorderStress {
  private static final RecordPool POOL = new RecordPool(64, 2);
  private static final Emitted EMITTED = new Emitted();
  private static final RingletLoggerProvider PROVIDER =
      RingletLoggerProvider.builder()
          .setResource(Resource.empty())
          .addExporter(
              new PipelineExporter(new Pipeline(new AnchoredClock(Clock.system()), POOL, EMITTED)))
          .build();
  private static final RingletLogger LOGGER = (RingletLogger) PROVIDER.get("stress");

  private LogRecorderStress() {}

  private static final class WeakenedRecord extends NativeLogRecord {
    @Override
    protected boolean stateCas(long expected, long update) {
      if (state != expected) {
        return false;
      }
      state = update;
      return true;
    }
  }

  /** Two threads put an attribute each. */
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "both are in the record")
  @Outcome(expect = FORBIDDEN, desc = "one is lost, or the record is broken")
  @State
  public static class PutTwice {
    private final LogRecorder recorder = new LogRecorder(LOGGER, 1, NativeLogRecord::new);
    private final long handle = recorder.begin(Severity.INFO, Context.root());

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
      recorder.emit(handle);
      result.r1 = EMITTED.mine().attributes;
    }
  }

  /** The same with a lock that looks and then takes. */
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "by luck")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "one is lost, or the record is broken")
  @State
  public static class PutTwiceWeakened {
    private final WeakenedRecord record = new WeakenedRecord();
    private final LogRecorder recorder = new LogRecorder(LOGGER, 1, () -> record);
    private final long handle = recorder.begin(Severity.INFO, Context.root());
    private final long open = record.state;

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
      record.state = open; // two that held it may have left it busy
      recorder.emit(handle);
      result.r1 = EMITTED.mine().attributes;
    }
  }

  /** Two threads emit one record. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "emitted by one")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "emitted by the other")
  @Outcome(expect = FORBIDDEN, desc = "lost, or emitted twice")
  @State
  public static class EmitTwice {
    private final LogRecorder recorder = new LogRecorder(LOGGER, 1, NativeLogRecord::new);
    private final long handle = recorder.begin(Severity.INFO, Context.root());

    @Actor
    public void one(II_Result result) {
      int before = EMITTED.mine().records;
      recorder.emit(handle);
      result.r1 = EMITTED.mine().records - before;
    }

    @Actor
    public void other(II_Result result) {
      int before = EMITTED.mine().records;
      recorder.emit(handle);
      result.r2 = EMITTED.mine().records - before;
    }
  }

  /** What a thread has emitted. */
  private static final class Seen {
    private int records;

    /** Of the last record; -1 for one that cannot be read. */
    private int attributes;
  }

  /** A sink that looks at each record on the thread that emits it. */
  private static final class Emitted implements RecordSink {
    private final ThreadLocal<Seen> seen = ThreadLocal.withInitial(Seen::new);
    private final ScopeTable scopes = new ScopeTable(POOL);

    Seen mine() {
      return seen.get();
    }

    @Override
    public void offer(byte[] data, int from, int length, int scope) {
      Seen mine = mine();
      mine.records++;
      try {
        ProtoReader field = new ProtoReader(data, from, from + length);
        field.next();
        mine.attributes =
            AttributeReader.read(field.message(), LogTags.LogRecord.ATTRIBUTES).size();
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
