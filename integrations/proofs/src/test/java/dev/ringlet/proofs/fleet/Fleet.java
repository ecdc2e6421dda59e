// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fleet;

import dev.ringlet.config.Config;
import java.util.Map;
import java.util.Random;

/** A fleet of devices and two regions in virtual time. Deterministic by its seed. */
final class Fleet {
  private static final long LONGEST = Scenario.OUTAGE_END + 4 * 3600 * Scenario.SECOND;
  private static final long CALM_NANOS = 300 * Scenario.SECOND;
  private static final int OUTAGE = 14;
  private static final int END = 15;

  private final Scenario scenario;
  private final Random random;
  private final EventQueue events = new EventQueue();
  private final FleetSeries series = new FleetSeries();
  private final Region[] regions = new Region[2];
  private final Device[] devices;
  private long now;
  private long recorded;
  private int withBacklog;
  private int recovered;

  Fleet(Scenario scenario) {
    this.scenario = scenario;
    random = new Random(scenario.seed());
    regions[0] = new Region(scenario, series);
    regions[1] = new Region(scenario, series);
    devices = new Device[scenario.devices()];
    Config config = Config.of(Map.of(), Map.of(), Map.of());
    for (int i = 0; i < devices.length; i++) {
      devices[i] = new Device(i, this, config);
      nextRecord(i, 0);
    }
    events.add(Scenario.OUTAGE_BEGIN, 0, OUTAGE);
    events.add(Scenario.OUTAGE_END, 0, END);
  }

  Scenario scenario() {
    return scenario;
  }

  long now() {
    return now;
  }

  FleetSeries series() {
    return series;
  }

  Region region(int index) {
    return regions[index];
  }

  boolean isOut(long time) {
    return time >= Scenario.OUTAGE_BEGIN && time < Scenario.OUTAGE_END;
  }

  /** What the policies draw: without jitter the same for all. */
  double random() {
    return scenario.jitter() ? random.nextDouble() : 0.5;
  }

  long roundTrip() {
    return 20_000_000L + random.nextInt(60_000_000);
  }

  void add(long at, int device, int kind) {
    events.add(at, device, kind);
  }

  /** Plans the next record of a device, at random: a Poisson process. */
  void nextRecord(int device, long time) {
    double wait = -Math.log(1 - random.nextDouble()) * scenario.secondsBetweenRecords();
    long at = time + (long) (wait * Scenario.SECOND);
    if (at < LONGEST) {
      events.add(at, device, Device.RECORD);
    }
  }

  void recovered() {
    recovered++;
  }

  /** Runs until all have recovered and five minutes more. */
  FleetResult run() {
    long end = LONGEST;
    while (events.next() && events.time() < end) {
      now = events.time();
      switch (events.kind()) {
        case OUTAGE -> setOut(true);
        case END -> {
          setOut(false);
          for (Device device : devices) {
            if (device.hasBacklog()) {
              withBacklog++;
            } else {
              device.recoveredAt = now; // it has nothing to recover from
            }
          }
        }
        default -> {
          recorded += events.kind() == Device.RECORD ? 1 : 0;
          devices[events.device()].on(events.kind(), now);
        }
      }
      if (end == LONGEST && now > Scenario.OUTAGE_END && recovered == withBacklog) {
        end = now + CALM_NANOS;
      }
    }
    return new FleetResult(scenario, series, devices, recorded, withBacklog);
  }

  private void setOut(boolean out) {
    regions[0].setOut(out);
    regions[1].setOut(out && scenario.everywhere());
  }
}
