// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.soak;

import dev.ringlet.exporter.otlp.internal.spool.FaultyDisk;
import dev.ringlet.testing.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * One soak: a process under load, whose receiver, network and disk fail at random, which is killed,
 * closed and killed again in the first half of the time, and which may drain in the end. Without
 * restarts, one process lives all the time.
 */
final class Soak {
  static final int RATE = Integer.getInteger("ringlet.soak.rate", 400);
  private static final long MILLI = 1_000_000L;
  private static final int RESTARTS = Integer.getInteger("ringlet.soak.restarts", 3);
  private static final int LEAST_SECONDS_FOR_MEMORY = 30;
  private static final int LEAST_SECONDS_FOR_STRICT_MEMORY = 1800;
  private static final Set<String> LEAKS = Set.of("heap", "files", "threads");

  private final Duration length;
  private final String plant;
  private final Random random;
  private final Ledger ledger;
  private final Collector collector;
  private final SoakProcess.Settings settings;
  private final List<SoakProcess> processes = new ArrayList<>();
  private final Map<String, Integer> weathers = new TreeMap<>();
  private final long seed;
  private boolean diskFails;

  /** Plans a soak; {@code plant} is "none", or what the judge must find. */
  Soak(long seed, Duration length, String plant, Path directory) {
    this.seed = seed;
    this.length = length;
    this.plant = plant;
    random = new Random(seed);
    ledger = new Ledger((isLong() ? 10_000 : 2_000) * MILLI);
    long timeout = isLong() ? 10_000 : 2_000;
    collector = new Collector(ledger, timeout * MILLI, seed, plant);
    long mark = Math.max(400, Math.min(5_000, length.toMillis() / 60));
    settings = new SoakProcess.Settings(collector.port(), directory, seed, timeout, mark);
  }

  private boolean isLong() {
    return length.toSeconds() >= 60;
  }

  /** Runs it, and returns what was found. */
  SoakJudge run() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    SoakJudge judge = new SoakJudge();
    try (collector) {
      long left = length.toNanos();
      start();
      for (int restart = 1; restart <= RESTARTS; restart++) {
        long nanos = length.toNanos() / (2 * RESTARTS);
        left -= nanos;
        live(nanos);
        stop(restart != 2);
        start();
      }
      live(left);
      calm();
      if (!LEAKS.contains(plant)) {
        last().drain();
      }
      if (length.toSeconds() >= LEAST_SECONDS_FOR_MEMORY) {
        awaitSamples();
      }
      last().close();
    } finally {
      for (SoakProcess process : processes) {
        process.kill(); // no effect on those that have ended
      }
    }
    judge.note(
        String.format(
            Locale.ROOT,
            "seed %d, %d s and %d s to start and drain, %d processes; weather %s; requests %s",
            seed,
            length.toSeconds(),
            (System.nanoTime() - begin - length.toNanos()) / 1_000_000_000L,
            processes.size(),
            weathers,
            collector.faults()));
    judge.check(
        collector.unreadable().isEmpty(), "requests that are not OTLP: " + collector.unreadable());
    judge.judge(ledger, processes);
    if (length.toSeconds() >= LEAST_SECONDS_FOR_STRICT_MEMORY) {
      judge.judgeMemory(processes, Flatness.Rule.LONG);
    } else if (length.toSeconds() >= LEAST_SECONDS_FOR_MEMORY) {
      judge.judgeMemory(List.of(last()), Flatness.Rule.SHORT);
    } else {
      judge.note("too short to judge memory by");
    }
    return judge;
  }

  private SoakProcess last() {
    return processes.get(processes.size() - 1);
  }

  private void start() throws IOException {
    diskFails = false;
    processes.add(new SoakProcess(processes.size(), settings, plant));
  }

  private void stop(boolean kill) throws InterruptedException {
    ledger.setUncertain(true);
    if (kill) {
      last().kill();
    } else {
      last().close();
    }
    LockSupport.parkNanos(
        (isLong() ? 3_000 : 700) * MILLI); // what it has sent is still being accepted
    ledger.setUncertain(false);
  }

  /** Changes weather and disk for a time. */
  private void live(long nanosToLive) {
    long endNanos = System.nanoTime() + nanosToLive;
    for (long left; (left = endNanos - System.nanoTime()) > 0; ) {
      if (!last().isAlive()) {
        throw new AssertionError("process " + last().run() + " ended by itself");
      }
      Weather weather = Weather.draw(random);
      weathers.merge(weather.name(), 1, Integer::sum);
      collector.set(weather);
      changeDisk();
      long most = Math.max(400, Math.min(15_000, length.toMillis() / 30));
      long nanos = (long) (most * MILLI * (0.2 + random.nextDouble()));
      LockSupport.parkNanos(Math.min(left, nanos));
    }
  }

  private void changeDisk() {
    FaultyDisk.Fault[] faults = FaultyDisk.Fault.values();
    boolean fails = !diskFails && random.nextInt(4) == 0;
    if (fails != diskFails) {
      diskFails = fails;
      if (fails) {
        ledger.setUncertain(true);
      }
      last().disk(fails ? faults[1 + random.nextInt(faults.length - 1)] : FaultyDisk.Fault.NONE);
      if (!fails) {
        ledger.setUncertain(false);
      }
    }
  }

  /** A flush under faults may take longer than the time between two samples. */
  private void awaitSamples() {
    SoakProcess process = last();
    Await.until(
        "samples to judge memory by",
        Duration.ofMinutes(5),
        () -> process.samples().size() >= Flatness.CLEAR_SAMPLES || !process.isAlive());
  }

  private void calm() {
    collector.set(Weather.FAIR);
    last().disk(FaultyDisk.Fault.NONE);
    ledger.setUncertain(false);
  }
}
