// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.internal.request.ScopeTable;
import dev.ringlet.testing.RecordingSink;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FanOutSinkTest {
  /** A sink whose limits and answers the test sets. */
  private static final class Sink extends RecordingSink {
    private final ScopeTable scopes;
    private final int maxRecordBytes;
    private final boolean flushed;
    private final AtomicLong timeouts = new AtomicLong();

    Sink(ScopeTable scopes, int maxRecordBytes, boolean flushed) {
      super(true);
      this.scopes = scopes;
      this.maxRecordBytes = maxRecordBytes;
      this.flushed = flushed;
    }

    @Override
    public ScopeTable scopes() {
      return scopes;
    }

    @Override
    public int maxRecordBytes() {
      return maxRecordBytes;
    }

    @Override
    public boolean flush(long timeoutNanos) {
      timeouts.addAndGet(timeoutNanos);
      return flushed;
    }

    @Override
    public void close(long timeoutNanos) {
      timeouts.addAndGet(100 * timeoutNanos);
    }
  }

  private final ScopeTable scopes = new RecordingSink(false).scopes();
  private final Sink first = new Sink(scopes, 100, true);
  private final Sink second = new Sink(scopes, 300, true);
  private final Sink third = new Sink(scopes, 200, false);

  @Test
  void oneSinkNeedsNoOther() {
    assertThat(FanOutSink.of(List.of(first))).isSameAs(first);
  }

  @Test
  void offersEachRecordToEachSink() {
    RecordSink all = FanOutSink.of(List.of(first, second, third));
    all.offer(new byte[] {0, 1, 2, 3}, 1, 2, 0);
    all.drop(DropCause.FILTERED);
    for (Sink sink : List.of(first, second, third)) {
      assertThat(sink.scopeMessage()).containsExactly(1, 2);
      assertThat(sink.counters().dropped(DropCause.FILTERED)).isOne();
    }
    assertThat(all.maxRecordBytes()).isEqualTo(300);
    assertThat(all.scopes()).isSameAs(scopes);
  }

  @Test
  void flushesAndClosesEachSink() {
    RecordSink all = FanOutSink.of(List.of(first, second));
    assertThat(all.flush(3)).isTrue();
    all.close(5);
    assertThat(first.timeouts).hasValue(503);
    assertThat(second.timeouts).hasValue(503);
    assertThat(FanOutSink.of(List.of(first, third)).flush(1)).isFalse();
    assertThat(FanOutSink.of(List.of(third, first)).flush(1)).isFalse();
  }
}
