// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Thousands of random lives of a spool: requests come and go, the disk fails at any read, write,
 * sync, rename or delete, processes are killed, power is cut, clocks jump. Whatever happened, what
 * was safe arrives, nothing arrives that was not stored, and the books are right after every step.
 */
class SpoolModelTest {
  private static final int LIVES = Integer.getInteger("dev.ringlet.spool.lives", 3000);
  private static final int STEPS = 80;

  @Test
  void everyLifeKeepsWhatWasSafe() throws Exception {
    long delivered = 0;
    int cuts = 0;
    int kills = 0;
    for (int seed = 1; seed <= LIVES; seed++) {
      Life life = new Life(seed);
      try {
        life.live();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
      delivered += life.delivered.size();
      cuts += life.cuts;
      kills += life.kills;
    }
    assertThat(delivered).isGreaterThan(LIVES * 10L);
    assertThat(cuts).isGreaterThan(LIVES / 2);
    assertThat(kills).isGreaterThan(LIVES / 2);
  }

  /** Where a stored request is, to know whether it was safe. */
  private record Place(Segment segment, long sequence) {}

  private static final class Life {
    final Random random;
    final FaultDisk disk;
    final ManualSpoolClock clock = new ManualSpoolClock();
    final SpoolSettings settings;
    final Set<Integer> delivered = new HashSet<>();
    final Set<Integer> ended = new HashSet<>();
    final Set<Integer> required = new TreeSet<>();
    final Set<Integer> written = new TreeSet<>(); // safe from a kill, not from a power cut
    final Map<Integer, Place> places = new HashMap<>();
    final List<StoredRequest> inFlight = new ArrayList<>();
    SpoolProcess process;
    boolean lossAllowed;
    int deathsWhileSending;
    int nextId = 1;
    int cuts;
    int kills;

    Life(int seed) {
      random = new Random(seed);
      disk = new FaultDisk(random);
      boolean small = random.nextInt(3) == 0;
      settings =
          SpoolProcess.settings(
              small ? 256 << 10 : 64 << 20, 0, random.nextInt(4) != 0, random.nextInt(4) == 0);
    }

    void live() throws Exception {
      start();
      for (int i = 0; i < STEPS; i++) {
        step();
        check();
      }
      endWell();
    }

    void start() throws Exception {
      boolean faulty = random.nextInt(4) == 0;
      disk.fault = op -> false;
      process = new SpoolProcess(disk, settings, clock, random);
      if (faulty) {
        startFaults();
      }
    }

    void startFaults() {
      double rate = random.nextDouble() * 0.3;
      disk.shortWrites = random.nextBoolean();
      disk.fault = op -> op != FaultDisk.Op.LIST && random.nextDouble() < rate;
    }

    void step() throws Exception {
      int dice = random.nextInt(100);
      if (dice < 40) {
        append();
      } else if (dice < 60) {
        take();
      } else if (dice < 75) {
        end();
      } else if (dice < 86) {
        clock.pass((long) (random.nextDouble() * random.nextInt(12) * ManualSpoolClock.SECOND));
        process.store.tick();
      } else if (dice < 90) {
        disk.fault = op -> false;
      } else if (dice < 93) {
        startFaults();
      } else if (dice < 95) {
        clock.wallMillis += random.nextBoolean() ? 1L << 41 : -(1L << 41);
      } else {
        die(random.nextInt(3));
      }
    }

    void append() {
      Signal signal = random.nextInt(3) == 0 ? Signal.LOGS : Signal.TRACES;
      int length = random.nextInt(10) == 0 ? random.nextInt(40_000) : 8 + random.nextInt(2_000);
      int id = nextId++;
      if (process.append(signal, id, length, 1 + random.nextInt(9)) == StoreOutcome.STORED) {
        Segment last = null;
        for (Segment segment : process.store.table().of(signal)) {
          last = segment;
        }
        places.put(id, new Place(last, last.lastSequence));
        if (settings.strict()) {
          assertThat(SpoolStore.isDurable(last, last.lastSequence)).isTrue();
        }
      }
    }

    void take() {
      StoredRequest request = process.store.reader().next(SpoolProcess.TRACES);
      if (request != null) {
        assertThat(SpoolProcess.id(request.toPayload(0))).isPositive();
        inFlight.add(request);
      }
    }

    void end() {
      if (inFlight.isEmpty()) {
        int id = process.deliver(Signal.LOGS, ExportResult.delivered());
        if (id >= 0) {
          delivered.add(id);
          ended.add(id);
        }
        return;
      }
      StoredRequest request = inFlight.remove(random.nextInt(inFlight.size()));
      int id = SpoolProcess.id(request.toPayload(0));
      switch (random.nextInt(4)) {
        case 0 -> {
          process.store.reader().putBack(request);
          process.store.reader().markIdle(Signal.TRACES);
        }
        case 1 -> {
          process
              .store
              .reader()
              .finishSending(request, ExportResult.permanent(FailureCause.BAD_DATA, ""));
          ended.add(id);
        }
        default -> {
          process.store.reader().finishSending(request, ExportResult.delivered());
          delivered.add(id);
          ended.add(id);
        }
      }
    }

    void die(int how) throws Exception {
      if (deathsWhileSending == 2) {
        how = 0; // a third would make what was being sent suspect
      }
      if (how == 0) {
        inFlight.forEach(process.store.reader()::putBack);
        inFlight.clear();
        disk.fault = op -> false; // or the note of the end might be lost
        clock.pass(6 * ManualSpoolClock.SECOND);
        process.store.tick(); // deletes what could not be deleted
      } else if (how == 2 || isSending()) {
        deathsWhileSending++;
      }
      process.check(inFlightGone());
      noteLosses();
      if (how == 0) {
        process.store.close();
        assertThat(disk.openFiles).isZero();
      }
      places.forEach(
          (id, place) -> {
            boolean safe = SpoolStore.isDurable(place.segment, place.sequence);
            if (!place.segment.gone) {
              (safe ? required : written).add(id);
            }
          });
      places.clear();
      inFlight.clear();
      if (how == 1) {
        kills++;
        disk.kill();
      } else if (how == 2) {
        cuts++;
        clock.bootId++;
        clock.nanos = random.nextInt(1 << 30);
        disk.cutPower();
        written.clear();
      }
      start();
    }

    boolean isSending() {
      Set<String> live = new HashSet<>();
      boolean sending = false;
      for (Segment segment : process.store.table().copy()) {
        live.add(segment.name());
        sending |= segment.sending;
      }
      // What could not be deleted may lack its last acknowledgement too.
      return sending
          || disk.names().stream().anyMatch(name -> name.endsWith(".seg") && !live.contains(name));
    }

    /** What was given up for room is counted, and then not missed. */
    void noteLosses() {
      for (Signal signal : Signal.values()) {
        lossAllowed |=
            process.own.get(signal).dropped(DropCause.SPOOL_FULL) > 0
                || process.books.inherited(signal).dropped(DropCause.SPOOL_FULL) > 0;
        assertThat(process.own.get(signal).dropped(DropCause.SPOOL_CORRUPT)).isZero();
        assertThat(process.books.inherited(signal).dropped(DropCause.SPOOL_CORRUPT)).isZero();
      }
    }

    long inFlightGone() {
      return inFlight.stream()
          .filter(request -> request.segment.gone && request.segment.own)
          .mapToLong(StoredRequest::items)
          .sum();
    }

    void check() {
      process.check(inFlightGone());
      assertThat(disk.mostBytes).isLessThanOrEqualTo(settings.maxBytes());
      assertThat(disk.bytes()).as("%s", disk.names()).isLessThanOrEqualTo(process.store.bytes());
    }

    void endWell() throws Exception {
      die(0);
      disk.fault = op -> false;
      clock.pass(SpoolStore.PROBE_NANOS + 10 * ManualSpoolClock.SECOND);
      process.store.tick();
      assertThat(process.store.isAvailable()).isTrue();
      int fresh = nextId++;
      if (process.append(Signal.TRACES, fresh, 100, 3) == StoreOutcome.STORED) {
        required.add(fresh);
      } else {
        assertThat(settings.dropOldest()).isFalse();
      }
      for (Signal signal : new Signal[] {Signal.TRACES, Signal.LOGS}) {
        for (int id; (id = process.deliver(signal, ExportResult.delivered())) >= 0; ) {
          delivered.add(id);
        }
      }
      check();
      noteLosses();
      required.addAll(written);
      required.removeAll(ended);
      required.removeAll(delivered);
      if (!lossAllowed) {
        assertThat(required).isEmpty();
      }
      process.store.close();
      assertThat(disk.names()).noneMatch(name -> name.endsWith(".seg"));
    }
  }
}
