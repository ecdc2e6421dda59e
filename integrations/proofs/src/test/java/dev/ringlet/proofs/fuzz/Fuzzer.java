// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Runs a target with changed inputs and keeps each input that reaches an edge that no other one has
 * reached. Bounded: inputs of at most {@link FuzzTarget#maxBytes()}, and each one may take {@value
 * #MAX_CPU_SECONDS} seconds of processor time and allocate {@link FuzzTarget#maxAllocatedBytes()}.
 * An input that does not end is a finding, too; then the fuzzing ends and its daemon thread stays.
 */
final class Fuzzer {
  static final int MAX_FINDINGS = 20;
  static final int MAX_TIMES_LONGER = 4;
  private static final int MAX_CPU_SECONDS = 2;
  private static final int MAX_KEPT = 20_000;
  private static final int MAX_TRIES_TO_SHRINK = 1000;
  private static final long SECOND = 1_000_000_000L;

  private final FuzzTarget target;
  private final CoverageLoader loader;
  private final Random random;
  private final boolean guided;
  private final long maxNanosOfOne;
  private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final List<byte[]> kept = new ArrayList<>();
  private final Map<String, Finding> findings = new LinkedHashMap<>();
  private final List<boolean[]> seen = new ArrayList<>();
  private long executions;
  private long changed;
  private int edges;
  private long cpuNanos;

  private volatile byte[] current = {};
  private volatile long startedNanos;
  private volatile boolean ended;

  private Fuzzer(Class<? extends FuzzTarget> type, Settings settings) {
    try {
      List<String> covered = type.getDeclaredConstructor().newInstance().covered();
      loader = new CoverageLoader(type.getClassLoader(), covered);
      target = (FuzzTarget) loader.loadClass(type.getName()).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    random = new Random(settings.seed);
    guided = settings.guided;
    maxNanosOfOne = settings.maxNanosOfOne;
  }

  /**
   * When to end, and how.
   *
   * @param nanos of processor time; it ends after {@value #MAX_TIMES_LONGER} times as long at the
   *     latest
   * @param guided whether inputs that reach new edges are kept; otherwise only seeds are changed
   */
  record Settings(long nanos, long maxExecutions, long seed, boolean guided, long maxNanosOfOne) {
    static Settings of(int seconds, long seed) {
      return new Settings(seconds * SECOND, Long.MAX_VALUE, seed, true, 60 * SECOND);
    }
  }

  /**
   * What came of it.
   *
   * @param executions of seeds, of kept and of changed inputs, and those to shrink
   * @param changed inputs that were made by changing others
   * @param cpuNanos processor time of changed inputs
   * @param edges edges that were reached
   * @param allEdges edges of the covered classes that were loaded
   * @param corpus inputs that together reach these edges, few and short
   */
  record Outcome(
      long executions,
      long changed,
      long cpuNanos,
      int edges,
      int allEdges,
      List<byte[]> corpus,
      List<Finding> findings) {}

  /** Fuzzes a target, beginning with its seeds and {@code corpus}. */
  static Outcome run(Class<? extends FuzzTarget> type, List<byte[]> corpus, Settings settings)
      throws InterruptedException {
    Fuzzer fuzzer = new Fuzzer(type, settings);
    Thread worker = new Thread(() -> fuzzer.work(corpus, settings), "fuzzer");
    worker.setDaemon(true);
    worker.setContextClassLoader(fuzzer.loader);
    fuzzer.startedNanos = System.nanoTime();
    worker.start();
    while (!fuzzer.ended) {
      worker.join(100);
      if (!fuzzer.ended && System.nanoTime() - fuzzer.startedNanos > settings.maxNanosOfOne) {
        Throwable hang = new IllegalStateException("an input does not end");
        hang.setStackTrace(worker.getStackTrace());
        worker.interrupt();
        return new Outcome(
            fuzzer.executions,
            fuzzer.changed,
            fuzzer.cpuNanos,
            fuzzer.edges,
            fuzzer.allEdges(),
            List.of(),
            List.of(new Finding(fuzzer.current, hang)));
      }
    }
    return new Outcome(
        fuzzer.executions,
        fuzzer.changed,
        fuzzer.cpuNanos,
        fuzzer.edges,
        fuzzer.allEdges(),
        fuzzer.kept,
        List.copyOf(fuzzer.findings.values()));
  }

  private void work(List<byte[]> corpus, Settings settings) {
    try {
      loop(corpus, settings);
    } catch (Throwable e) {
      findings.put(e.toString(), new Finding(current, e));
    } finally {
      ended = true;
    }
  }

  private void loop(List<byte[]> corpus, Settings settings) {
    List<byte[]> first = new ArrayList<>(target.seeds());
    first.addAll(corpus);
    for (byte[] input : first) {
      tryOne(input, true);
    }
    List<byte[]> words = new ArrayList<>(target.words());
    words.addAll(loader.constants());
    Mutator mutator = new Mutator(random, words, target.maxBytes());
    long end = System.nanoTime() + MAX_TIMES_LONGER * settings.nanos;
    long cpuBegin = thread.getCurrentThreadCpuTime();
    while (cpuNanos < settings.nanos
        && System.nanoTime() - end < 0
        && executions < settings.maxExecutions
        && findings.size() < MAX_FINDINGS
        && !kept.isEmpty()) {
      byte[] from = pick();
      changed++;
      tryOne(mutator.mutate(from, kept.get(random.nextInt(kept.size()))), false);
      cpuNanos = thread.getCurrentThreadCpuTime() - cpuBegin;
    }
    shrinkCorpus();
  }

  /** One of all, or one of the last that were kept. */
  private byte[] pick() {
    int size = kept.size();
    boolean recent = random.nextInt(3) == 0;
    return kept.get(recent ? size - 1 - random.nextInt(Math.min(size, 16)) : random.nextInt(size));
  }

  private void tryOne(byte[] input, boolean isSeed) {
    Throwable thrown = execute(input);
    boolean isNew = noteEdges();
    if (thrown != null) {
      Finding finding = new Finding(input, thrown);
      if (!findings.containsKey(finding.place())) {
        findings.put(finding.place(), shrink(finding));
      }
    } else if (isSeed || guided && isNew && kept.size() < MAX_KEPT) {
      kept.add(input);
    }
  }

  private Throwable execute(byte[] input) {
    executions++;
    current = input;
    startedNanos = System.nanoTime();
    long allocated = thread.getCurrentThreadAllocatedBytes();
    long cpu = thread.getCurrentThreadCpuTime();
    try {
      target.run(input.clone());
    } catch (Throwable e) {
      return e;
    }
    cpu = thread.getCurrentThreadCpuTime() - cpu;
    allocated = thread.getCurrentThreadAllocatedBytes() - allocated;
    if (cpu > MAX_CPU_SECONDS * SECOND) {
      return new IllegalStateException("takes " + cpu / 1_000_000 + " ms of processor time");
    }
    if (allocated > target.maxAllocatedBytes()) {
      return new IllegalStateException("allocates " + allocated + " bytes");
    }
    return null;
  }

  /** Clears the probes; returns whether one was hit for the first time. */
  private boolean noteEdges() {
    boolean isNew = false;
    List<boolean[]> all = loader.probes();
    for (int i = 0; i < all.size(); i++) {
      boolean[] hit = all.get(i);
      if (i == seen.size()) {
        seen.add(new boolean[hit.length]);
      }
      boolean[] before = seen.get(i);
      for (int j = 0; j < hit.length; j++) {
        if (hit[j]) {
          hit[j] = false;
          if (!before[j]) {
            before[j] = true;
            edges++;
            isNew = true;
          }
        }
      }
    }
    return isNew;
  }

  private int allEdges() {
    int count = 0;
    for (boolean[] probes : List.copyOf(loader.probes())) {
      count += probes.length;
    }
    return count;
  }

  /** Removes parts as long as it fails in the same place. */
  private Finding shrink(Finding finding) {
    Finding smallest = finding;
    int tries = 0;
    for (int size = finding.input().length / 2; size > 0; size /= 2) {
      for (int at = 0; at + size <= smallest.input().length && tries < MAX_TRIES_TO_SHRINK; ) {
        byte[] input = Mutator.cut(smallest.input(), at, at + size);
        Throwable thrown = execute(input);
        noteEdges();
        tries++;
        Finding smaller = thrown == null ? null : new Finding(input, thrown);
        if (smaller != null && smaller.place().equals(finding.place())) {
          smallest = smaller;
        } else {
          at += size;
        }
      }
    }
    return smallest;
  }

  /** Leaves the shortest inputs that reach all edges. */
  private void shrinkCorpus() {
    List<byte[]> inputs = new ArrayList<>(kept);
    inputs.sort(
        Comparator.comparingInt((byte[] input) -> input.length).thenComparing(Arrays::compare));
    kept.clear();
    BitSet reached = new BitSet();
    for (byte[] input : inputs) {
      execute(input);
      BitSet hit = new BitSet();
      int at = 0;
      for (boolean[] probes : loader.probes()) {
        for (int i = 0; i < probes.length; i++) {
          hit.set(at + i, probes[i]);
          probes[i] = false;
        }
        at += probes.length;
      }
      hit.andNot(reached);
      if (!hit.isEmpty()) {
        reached.or(hit);
        kept.add(input);
      }
    }
  }
}
