// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fleet;

import dev.ringlet.config.Config;
import dev.ringlet.export.ExportResult;
import dev.ringlet.exporter.otlp.internal.delivery.DevicePolicies;
import dev.ringlet.exporter.otlp.internal.spool.DeviceDrain;
import dev.ringlet.internal.batch.DeviceBatch;

/**
 * One device: the shipped schedules of batches, retries, breakers, endpoints and stored requests,
 * moved by events in virtual time. A fresh and a stored request may be under way at once.
 */
final class Device {
  static final int RECORD = 0;
  static final int BATCH = 1;
  static final int FRESH_ANSWER = 2;
  static final int FRESH_RETRY = 3;
  static final int DRAIN = 4;
  static final int DRAIN_ANSWER = 5;

  private static final long TIMEOUT = 10 * Scenario.SECOND;
  private static final long DRAIN_BYTES_PER_SECOND = 4 << 20;
  private static final int ENVELOPE_BYTES = 200;

  private final int number;
  private final Fleet fleet;
  private final DevicePolicies policies;
  private final DeviceDrain drain;
  private final DeviceBatch batch;

  // The fresh request and what waits for it.
  private int pending;
  private long batchAt = -1;
  private int items;
  private long deadline;
  private DevicePolicies.Fresh fresh;
  private DevicePolicies.Attempt freshAttempt;
  private Region.Answer freshAnswer;

  // The stored requests, oldest first, by their items; the first may be under way.
  private int[] stored = new int[4];
  private int first;
  private int count;
  private long storedBytes;
  private long drainAt = -1;
  private DevicePolicies.Attempt drainAttempt;
  private Region.Answer drainAnswer;

  // What is measured.
  long delivered;
  long lost;
  long doubled;
  long failOverFrom = -1;
  long failedOverAt = -1;
  long recoveredAt = -1;

  Device(int number, Fleet fleet, Config config) {
    this.number = number;
    this.fleet = fleet;
    policies = new DevicePolicies(2, fleet::now, fleet::random);
    drain = new DeviceDrain(DRAIN_BYTES_PER_SECOND, fleet::random, 0);
    batch = DeviceBatch.start(config, 0);
  }

  int stored() {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += stored[(first + i) % stored.length];
    }
    return sum;
  }

  int pending() {
    return pending + (fresh == null ? 0 : items);
  }

  /** Handles an event. */
  void on(int kind, long now) {
    switch (kind) {
      case RECORD -> onRecord(now);
      case BATCH -> {
        if (now == batchAt && fresh == null) {
          batchAt = -1;
          send(now);
        }
      }
      case FRESH_ANSWER -> {
        freshAttempt.answer(answer(freshAnswer, items, now));
        tryFresh(now);
      }
      case FRESH_RETRY -> {
        fresh.repeat();
        freshAttempt = policies.attempt(deadline);
        tryFresh(now);
      }
      case DRAIN -> {
        if (now == drainAt && drainAttempt == null) {
          drainAt = -1;
          onDrain(now);
        }
      }
      default -> {
        drainAttempt.answer(answer(drainAnswer, stored[first], now));
        tryStored(now);
      }
    }
  }

  private void onRecord(long now) {
    pending++;
    fleet.nextRecord(number, now);
    if (fresh == null) {
      if (batchAt < 0) {
        batch.skipIdleTurns(now);
      }
      planBatch(now);
    }
  }

  private void planBatch(long now) {
    if (pending > 0 && batch.isEnough(pending, (long) pending * fleet.scenario().recordBytes())) {
      send(now);
    } else if (pending > 0 && batchAt != batch.dueNanos()) {
      batchAt = batch.dueNanos();
      fleet.add(Math.max(now, batchAt), number, BATCH);
    }
  }

  private void send(long now) {
    items = pending;
    pending = 0;
    deadline = now + TIMEOUT;
    fresh = policies.fresh(deadline);
    freshAttempt = policies.attempt(deadline);
    tryFresh(now);
  }

  private void tryFresh(long now) {
    int endpoint = freshAttempt.next(now);
    if (endpoint >= 0) {
      noteFailOver(now);
      freshAnswer = request(endpoint, freshAttempt, now);
      fleet.add(freshAnswer.atNanos(), number, FRESH_ANSWER);
      return;
    }
    ExportResult result = freshAttempt.result();
    if (result.isSuccess()) {
      delivered += items;
      drain.onDelivered(now);
      finishFresh(now);
      return;
    }
    long wait = fresh.nanosToRetry(result, now);
    if (wait >= 0) {
      fleet.add(now + wait, number, FRESH_RETRY);
    } else {
      store(items, now);
      finishFresh(now);
    }
  }

  private void finishFresh(long now) {
    fresh = null;
    batch.restart(now);
    planBatch(now);
    planDrain(now);
  }

  private Region.Answer request(int endpoint, DevicePolicies.Attempt attempt, long now) {
    int region = (number + endpoint) % 2;
    return fleet.region(region).receive(now, attempt.endpointDeadlineNanos(now), fleet.roundTrip());
  }

  private ExportResult answer(Region.Answer answer, int requestItems, long now) {
    if (answer.result().isSuccess() && failOverFrom >= 0 && failedOverAt < 0) {
      failedOverAt = now;
    }
    doubled += answer.taken() && !answer.result().isSuccess() ? requestItems : 0;
    return answer.result();
  }

  /** From the first request that meets the outage of the first region only. */
  private void noteFailOver(long now) {
    if (failOverFrom < 0 && number % 2 == 0 && fleet.isOut(now)) {
      failOverFrom = now;
    }
  }

  private void store(int requestItems, long now) {
    if (count == stored.length) {
      int[] longer = new int[2 * count];
      for (int i = 0; i < count; i++) {
        longer[i] = stored[(first + i) % count];
      }
      stored = longer;
      first = 0;
    }
    stored[(first + count++) % stored.length] = requestItems;
    storedBytes += bytes(requestItems);
    fleet.series().stored(now, requestItems);
    while (storedBytes > fleet.scenario().spoolBytes() && count > 1) {
      dropOldest(now);
    }
    drain.onStored(now);
  }

  /** The one under way is the oldest; then the next is dropped. */
  private void dropOldest(long now) {
    int victim = drainAttempt == null ? first : (first + 1) % stored.length;
    int dropped = stored[victim];
    if (victim != first) {
      stored[victim] = stored[first];
    }
    lost += dropped;
    removeFirst(dropped, now);
  }

  private void removeFirst(int requestItems, long now) {
    first = (first + 1) % stored.length;
    count--;
    storedBytes -= bytes(requestItems);
    fleet.series().stored(now, -requestItems);
  }

  private int bytes(int requestItems) {
    return DeviceDrain.bytesOnDisk(payloadBytes(requestItems));
  }

  private int payloadBytes(int requestItems) {
    return requestItems * fleet.scenario().recordBytes() + ENVELOPE_BYTES;
  }

  private void planDrain(long now) {
    if (drainAttempt == null) {
      long wait = drain.nanosToNext(now);
      if (wait >= 0 && drainAt != now + wait) {
        drainAt = now + wait;
        fleet.add(drainAt, number, DRAIN);
      }
    }
  }

  private void onDrain(long now) {
    if (!drain.isDue(now)) {
      planDrain(now);
      return;
    }
    long wait = policies.nanosToWait();
    if (wait > 0) {
      drain.await(wait, now);
      planDrain(now);
    } else if (count == 0) {
      drain.empty();
    } else {
      drainAttempt = policies.attempt(now + TIMEOUT);
      tryStored(now);
    }
  }

  private void tryStored(long now) {
    int endpoint = drainAttempt.next(now);
    if (endpoint >= 0) {
      drainAnswer = request(endpoint, drainAttempt, now);
      fleet.add(drainAnswer.atNanos(), number, DRAIN_ANSWER);
      return;
    }
    ExportResult result = drainAttempt.result();
    drainAttempt = null;
    int requestItems = stored[first];
    int bytes = payloadBytes(requestItems);
    if (result.isSuccess()) {
      delivered += requestItems;
      removeFirst(requestItems, now);
      drain.succeed(bytes, now);
      noteRecovery(now);
    } else {
      drain.backOff(bytes, result, now);
    }
    planDrain(now);
  }

  private void noteRecovery(long now) {
    if (count == 0 && recoveredAt < 0 && now >= Scenario.OUTAGE_END) {
      recoveredAt = now;
      fleet.recovered();
    }
  }

  boolean hasBacklog() {
    return count > 0;
  }
}
