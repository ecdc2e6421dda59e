// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.log.ThrottledLogger;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One process with a spool on a {@link FaultDisk}, and books that are checked all the time. */
final class SpoolProcess {
  static final long LABEL = 4711;
  static final Recipient TRACES = recipient(Signal.TRACES);
  static final Recipient LOGS = recipient(Signal.LOGS);
  static final Recipient METRICS = recipient(Signal.METRICS);

  final SpoolStore store;
  final SpoolBooks books = new SpoolBooks();
  final Map<Signal, DeliveryCounters> own = new EnumMap<>(Signal.class);
  final Map<Signal, Long> produced = new EnumMap<>(Signal.class);

  SpoolProcess(FaultDisk disk, SpoolSettings settings, SpoolClock clock, Random random)
      throws IOException {
    for (Signal signal : Signal.values()) {
      own.put(signal, new DeliveryCounters());
      produced.put(signal, 0L);
      books.reportTo(recipient(signal), own.get(signal));
    }
    store =
        new SpoolStore(
            disk.open(),
            settings,
            clock,
            books,
            random::nextLong,
            new ThrottledLogger(SpoolProcess.class));
    store.recover(Map.of());
    store.reader().register(TRACES);
    store.reader().register(LOGS);
  }

  static Recipient recipient(Signal signal) {
    return new Recipient(signal, LABEL);
  }

  static SpoolSettings settings(long maxBytes, long maxAgeNanos, boolean oldest, boolean strict) {
    return new SpoolSettings(
        Path.of("/spool"), maxBytes, maxAgeNanos, oldest, 500_000_000L, strict, false, 1 << 20);
  }

  /** A list that can be changed. */
  static List<Integer> range(int from, int to) {
    return IntStream.rangeClosed(from, to).boxed().collect(Collectors.toCollection(ArrayList::new));
  }

  /** A payload that tells its number and can be checked. */
  static byte[] payload(int id, int length) {
    byte[] payload = new byte[Math.max(8, length)];
    new Random(id).nextBytes(payload);
    ByteBuffer.wrap(payload).putInt(id).putInt(payload.length);
    return payload;
  }

  /** The number of a payload, or -1 if a byte of it is not what it was. */
  static int id(Payload payload) {
    byte[] bytes =
        Arrays.copyOfRange(payload.bytes(), payload.offset(), payload.offset() + payload.length());
    int id = ByteBuffer.wrap(bytes).getInt();
    return Arrays.equals(bytes, payload(id, bytes.length)) ? id : -1;
  }

  StoreOutcome append(Signal signal, int id, int length, int items) {
    byte[] payload = payload(id, length);
    byte[] record = SegmentFormat.record(payload, 0, payload.length, items);
    StoreOutcome result = store.append(recipient(signal), record);
    produced.merge(signal, (long) items, Long::sum);
    switch (result) {
      case STORED -> own.get(signal).spool(items);
      case FULL -> own.get(signal).drop(DropCause.SPOOL_FULL, items);
      default -> own.get(signal).drop(DropCause.RETRIES_EXHAUSTED, items);
    }
    return result;
  }

  /** Takes the next request, checks it and ends it; its number, or -1 if there is none. */
  int deliver(Signal signal, ExportResult result) {
    StoredRequest request = store.reader().next(recipient(signal));
    if (request == null) {
      return -1;
    }
    int id = id(request.toPayload(0));
    assertThat(id).as("a request that was never stored").isNotNegative();
    store.reader().finishSending(request, result);
    return id;
  }

  /** Checks the conservation of items; {@code inFlightGone} are under way and off the disk. */
  void check(long inFlightGone) {
    for (Signal signal : Signal.values()) {
      DeliveryCounters counters = own.get(signal);
      assertThat(counters.exported() + counters.dropped() + counters.spooled())
          .as("produced %s", signal)
          .isEqualTo(produced.get(signal));
      long stored = 0;
      for (Segment segment : store.table().of(signal)) {
        stored += segment.own ? segment.openItems : 0;
      }
      if (signal == Signal.TRACES) {
        stored += inFlightGone;
      }
      assertThat(counters.spooled()).as("stored %s", signal).isEqualTo(stored);
    }
  }
}
