// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.testing.Allocations;
import dev.ringlet.testing.Await;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RecordPoolTest {
  @Test
  void aReturnedBufferIsLentNext() throws InterruptedException {
    RecordPool pool = new RecordPool(4, 1);
    RecordBuffer first = pool.take();
    runToEnd(new Thread(first::release));
    assertThat(pool.take()).isSameAs(first);
  }

  @Test
  void aThreadGetsItsOwnBufferAgain() throws InterruptedException {
    RecordPool pool = new RecordPool(1, 1);
    RecordBuffer own = pool.take();
    runToEnd(new Thread(() -> take(pool, 5).forEach(RecordBuffer::release)));
    assertThat(take(pool, 3)).doesNotContain(own);
    own.release();
    assertThat(pool.take()).isSameAs(own);
  }

  @Test
  void aThreadOwnsTwoBuffersForASpanAndAnotherWithinIt() throws InterruptedException {
    RecordPool pool = new RecordPool(1, 1);
    RecordBuffer outer = pool.take();
    RecordBuffer inner = pool.take();
    runToEnd(new Thread(() -> take(pool, 5).forEach(RecordBuffer::release)));
    for (int i = 0; i < 3; i++) {
      inner.release();
      assertThat(pool.take()).isSameAs(inner);
    }
    outer.release();
    assertThat(pool.take()).isSameAs(outer);
    assertThat(pool.take()).isNotIn(outer, inner);
  }

  /** An id says nothing: a subclass of Thread may invent it. */
  @Test
  void threadsOfOneIdDoNotShareABuffer() throws InterruptedException {
    RecordPool pool = new RecordPool(1, 1);
    AtomicReference<RecordBuffer> ofFirst = new AtomicReference<>();
    AtomicReference<RecordBuffer> ofSecond = new AtomicReference<>();
    runWithOneId(() -> ofFirst.set(takeAndRelease(pool)));
    runWithOneId(() -> ofSecond.set(takeAndRelease(pool)));
    assertThat(ofSecond.get()).isNotSameAs(ofFirst.get());
  }

  @Test
  void aPlaceThatStrangersMeetOftenGetsAnotherOwner() throws InterruptedException {
    RecordPool pool = new RecordPool(1, 1);
    Set<RecordBuffer> used = Collections.newSetFromMap(new IdentityHashMap<>());
    AtomicReference<RecordBuffer> kept = new AtomicReference<>();
    runWithOneId(() -> kept.set(pool.take()));
    runWithOneId(
        () -> {
          for (int i = 0; i < RecordPool.STRANGERS + 100; i++) {
            used.add(takeAndRelease(pool));
          }
        });
    // The stripe's buffer first, then one of its own, and never the one that is out.
    assertThat(used).hasSize(2).doesNotContain(kept.get());
  }

  @Test
  void aPlaceWhoseOwnerIsGoneGetsAnother() throws InterruptedException {
    RecordPool pool = new RecordPool(1, 1);
    RecordBuffer own = pool.take();
    pool.take();
    RecordBuffer ofStripe = takeAndRelease(pool);
    AtomicReference<RecordBuffer> ofFirst = new AtomicReference<>();
    WeakReference<Thread> owner = runWithOneId(() -> ofFirst.set(takeAndRelease(pool)));
    Await.until("the owner is gone", () -> isCollected(owner));
    AtomicReference<RecordBuffer> ofNext = new AtomicReference<>();
    runWithOneId(() -> ofNext.set(takeAndRelease(pool)));
    assertThat(ofNext.get()).isNotIn(own, ofStripe, ofFirst.get());
  }

  private static RecordBuffer takeAndRelease(RecordPool pool) {
    RecordBuffer buffer = pool.take();
    buffer.release();
    return buffer;
  }

  /** On a new thread that has the id of all others made here, and not that of the test's own. */
  private static WeakReference<Thread> runWithOneId(Runnable task) throws InterruptedException {
    long id = Thread.currentThread().getId() + 1;
    Thread thread =
        new Thread(task) {
          @Override
          public long getId() {
            return id;
          }
        };
    runToEnd(thread);
    return new WeakReference<>(thread);
  }

  private static boolean isCollected(WeakReference<?> reference) {
    System.gc();
    return reference.get() == null;
  }

  private static void runToEnd(Thread thread) throws InterruptedException {
    thread.start();
    thread.join();
  }

  @Test
  void buffersThatAreOutAreAllDifferent() {
    RecordPool pool = new RecordPool(4, 2);
    Set<RecordBuffer> out = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 12; i++) {
      assertThat(out.add(pool.take())).isTrue();
    }
  }

  @Test
  void holdsTheConfiguredNumber() {
    RecordPool pool = new RecordPool(4, 1);
    List<RecordBuffer> out = take(pool, 9);
    out.forEach(RecordBuffer::release);
    Set<RecordBuffer> again = Collections.newSetFromMap(new IdentityHashMap<>());
    again.addAll(take(pool, 7));
    assertThat(again).hasSize(7).isSubsetOf(out.subList(0, 7));
    assertThat(out).doesNotContain(pool.take());
  }

  @Test
  void startsOverWhenBuffersDoNotComeBack() {
    RecordPool pool = new RecordPool(2, 1);
    List<RecordBuffer> lost = take(pool, 5 + 2 * 4);
    RecordBuffer fresh = pool.take();
    assertThat(lost).doesNotContain(fresh);
    lost.forEach(RecordBuffer::release); // to the old shelf, which no thread uses
    fresh.release();
    assertThat(pool.take()).isSameAs(fresh);
  }

  @Test
  void aBufferHasOneOwnerAtATime() throws InterruptedException {
    RecordPool pool = new RecordPool(2, 2);
    AtomicReference<String> fault = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Thread thread = new Thread(() -> useAndCheck(pool, fault));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(fault.get()).isNull();
  }

  private static void useAndCheck(RecordPool pool, AtomicReference<String> fault) {
    for (int i = 0; i < 200_000; i++) {
      RecordBuffer outer = pool.take();
      RecordBuffer inner = pool.take();
      mark(outer, i);
      mark(inner, ~i);
      if (!isMarked(outer, i) || !isMarked(inner, ~i)) {
        fault.set("two owners in round " + i);
      }
      inner.release();
      outer.release();
    }
  }

  private static void mark(RecordBuffer buffer, int round) {
    buffer.begin(0x32, 8, 8, 1000);
    buffer.writeVarint(round);
    buffer.addDroppedAttributes(System.identityHashCode(Thread.currentThread()));
  }

  private static boolean isMarked(RecordBuffer buffer, int round) {
    byte[] expected = new byte[5];
    int length = ProtoWriter.putVarint(expected, 0, round);
    return Arrays.equals(buffer.data, 0, buffer.pos, expected, 0, length)
        && buffer.droppedAttributes() == System.identityHashCode(Thread.currentThread());
  }

  @Test
  void keepsOneWriterOfStackTracesWithLittleMemory() {
    RecordPool pool = new RecordPool(1, 1);
    StackTraceWriter writer = pool.takeStackTraceWriter();
    assertThat(pool.takeStackTraceWriter()).isNotSameAs(writer);
    writer.ensure(StackTraceWriter.KEEP_BYTES);
    pool.giveBack(writer);
    pool.giveBack((StackTraceWriter) null);
    assertThat(pool.takeStackTraceWriter()).isSameAs(writer);
    assertThat(writer.data()).hasSize(StackTraceWriter.KEEP_BYTES);
    writer.ensure(StackTraceWriter.KEEP_BYTES + 1);
    pool.giveBack(writer);
    assertThat(pool.takeStackTraceWriter()).isNotSameAs(writer);
  }

  /** It happens after the error that a full heap throws. */
  @Test
  @Tag("allocation")
  void aLargeWriterOfStackTracesIsGivenBackWithoutGarbage() {
    RecordPool pool = new RecordPool(1, 1);
    StackTraceWriter large = pool.takeStackTraceWriter();
    large.ensure(2 * StackTraceWriter.KEEP_BYTES);
    byte[] data = large.data();
    double bytes =
        Allocations.bytesPerOperationOnceCompiled(
            () -> {
              large.data = data;
              pool.giveBack(large);
            },
            0);
    assertThat(bytes).isZero();
  }

  @Test
  @Tag("allocation")
  void lendsWithoutGarbage() {
    RecordPool pool = new RecordPool(2, 2);
    double bytes =
        Allocations.bytesPerOperationOnceCompiled(
            () -> {
              RecordBuffer outer = pool.take();
              pool.take().release();
              outer.release();
            },
            0);
    assertThat(bytes).isZero();
  }

  private static List<RecordBuffer> take(RecordPool pool, int count) {
    List<RecordBuffer> out = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      out.add(pool.take());
    }
    return out;
  }
}
