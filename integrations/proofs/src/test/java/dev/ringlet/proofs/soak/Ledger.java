// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.soak;

import dev.ringlet.export.Signal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the receiver knows of each record: how often it took it, how often the sender may not have
 * learned of that, and whether it refused it for good. Thread-safe.
 */
final class Ledger {
  /** The records of one signal of one process, by number. */
  static final class Column {
    private byte[] arrivals = new byte[1024];
    private byte[] lostAnswers = new byte[1024];
    private final BitSet refused = new BitSet();

    // Of profiles only: requests stand for records, each with a number of samples.
    private final Map<Long, Integer> numbers = new HashMap<>();
    private final List<Integer> weights = new ArrayList<>();
    private int end;

    private void extend(int id) {
      end = Math.max(end, id + 1);
      if (id >= arrivals.length) {
        arrivals = Arrays.copyOf(arrivals, Math.max(id + 1, 2 * arrivals.length));
        lostAnswers = Arrays.copyOf(lostAnswers, arrivals.length);
      }
    }

    /** One more than the largest number that was seen. */
    int end() {
      return end;
    }

    int arrivals(int id) {
      return id < end ? arrivals[id] : 0;
    }

    int lostAnswers(int id) {
      return id < end ? lostAnswers[id] : 0;
    }

    boolean isRefused(int id) {
      return refused.get(id);
    }

    int weight(int id) {
      return weights.isEmpty() ? 1 : weights.get(id);
    }
  }

  /** The records of one request. */
  record Batch(Column column, int[] ids) {
    Batch from(int first) {
      return new Batch(column, Arrays.copyOfRange(ids, Math.min(first, ids.length), ids.length));
    }

    Batch to(int end) {
      return new Batch(column, Arrays.copyOf(ids, Math.min(end, ids.length)));
    }
  }

  private record Recent(long nanos, Batch batch) {}

  private final Map<Integer, Map<Signal, Column>> runs = new HashMap<>();
  private final Deque<Recent> recent = new ArrayDeque<>();
  private final long uncertainNanos;
  private boolean uncertain;

  /** Creates a ledger; a sender may not yet have kept the answers of the last such time. */
  Ledger(long uncertainNanos) {
    this.uncertainNanos = uncertainNanos;
  }

  /** The records of a signal of a process. */
  synchronized Column column(int run, Signal signal) {
    return runs.computeIfAbsent(run, r -> new HashMap<>())
        .computeIfAbsent(signal, s -> new Column());
  }

  /** A request of profiles, told from others by its hash. */
  synchronized Batch profiles(int run, long hash, int samples) {
    Column column = column(run, Signal.PROFILES);
    Integer number = column.numbers.get(hash);
    if (number == null) {
      number = column.weights.size();
      column.numbers.put(hash, number);
      column.weights.add(samples);
    }
    return new Batch(column, new int[] {number});
  }

  /** Notes that a request was accepted; the sender learns of it unless {@code lost}. */
  synchronized void take(Batch batch, boolean lost) {
    for (int id : batch.ids) {
      batch.column.extend(id);
      batch.column.arrivals[id]++;
    }
    if (lost || uncertain) {
      loseAnswer(batch);
    } else {
      long now = System.nanoTime();
      recent.add(new Recent(now, batch));
      while (now - recent.peek().nanos > uncertainNanos) {
        recent.remove();
      }
    }
  }

  /** Notes that the sender did not learn of an accepted request, or may not have. */
  synchronized void loseAnswer(Batch batch) {
    for (int id : batch.ids) {
      batch.column.extend(id);
      if (batch.column.lostAnswers[id] < Byte.MAX_VALUE) {
        batch.column.lostAnswers[id]++;
      }
    }
  }

  /** Notes that a request was refused for good. */
  synchronized void refuse(Batch batch) {
    for (int id : batch.ids) {
      batch.column.extend(id);
      batch.column.refused.set(id);
    }
  }

  /** Notes that the sender may have lost what it learned a moment ago. */
  synchronized void forgetRecent() {
    long now = System.nanoTime();
    for (Recent one : recent) {
      if (now - one.nanos <= uncertainNanos) {
        loseAnswer(one.batch);
      }
    }
    recent.clear();
  }

  /** While this is set, the sender's disk does not keep what the sender learns. */
  synchronized void setUncertain(boolean uncertain) {
    forgetRecent();
    this.uncertain = uncertain;
  }
}
