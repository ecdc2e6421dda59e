// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Signal;
import dev.ringlet.proofs.fuzz.FuzzBytes;
import dev.ringlet.proofs.fuzz.FuzzTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Recovery of a spool whose files an input has cut, flipped, doubled, exchanged, extended or
 * replaced. What is undamaged is delivered, nothing is delivered that was not stored, all items are
 * accounted for, and the spool works afterwards.
 */
public final class SpoolTarget implements FuzzTarget {
  private static final ExportResult OK = ExportResult.delivered();
  private static final Signal[] SIGNALS = {Signal.TRACES, Signal.LOGS};
  private static final SpoolSettings SETTINGS = SpoolProcess.settings(64 << 20, 0, true, false);
  private static final int MAX_CHANGES = 12;
  private static final int MAX_DELIVERIES = 20_000;
  private static final int MAX_FILE_BYTES = 200_000;
  private static final int FRESH = 999_999;
  private static final Logger LOG = Logger.getLogger("dev.ringlet.exporter.otlp.internal.spool");

  static {
    LOG.setLevel(Level.OFF); // of unreadable segments
  }

  /** A record that no process has acknowledged, and where it stands. */
  private record Stored(String file, int offset, int end, int id) {}

  private final Map<String, byte[]> files = new TreeMap<>();
  private final List<Stored> stored = new ArrayList<>();
  private final Set<Integer> ids = new HashSet<>();

  /** Stores records as three processes, the second of which sends some, and then dies. */
  public SpoolTarget() throws IOException {
    Random random = new Random(6);
    FaultDisk disk = new FaultDisk(random);
    ManualSpoolClock clock = new ManualSpoolClock();
    int id = 0;
    for (int process = 0; process < 3; process++) {
      SpoolProcess writer = new SpoolProcess(disk, SETTINGS, clock, random);
      for (int i = 0; i < 5; i++) {
        writer.append(SIGNALS[i % 2], ++id, 20 + 90 * i, 1 + i);
        ids.add(id);
      }
      if (process == 1) {
        writer.deliver(Signal.TRACES, OK);
        writer.store.reader().next(SpoolProcess.TRACES);
      }
      disk.kill();
    }
    for (String name : disk.names()) {
      files.put(name, disk.content(name));
    }
    find();
  }

  private void find() {
    SegmentFormat format = new SegmentFormat();
    files.forEach(
        (name, bytes) -> {
          if (name.endsWith(".seg")) {
            long nonce = format.readHeader(bytes).nonce();
            byte[] acks = files.getOrDefault(name.replace(".seg", ".ack"), new byte[0]);
            for (int at = SegmentFormat.HEADER_BYTES; at < bytes.length; ) {
              int length = format.payloadLength(bytes, at, 0, nonce);
              int end = at + length + SegmentFormat.RECORD_OVERHEAD;
              if (!isAcknowledged(format, acks, nonce, at)) {
                int id = java.nio.ByteBuffer.wrap(bytes).getInt(at + 32);
                stored.add(new Stored(name, at, end, id));
              }
              at = end;
            }
          }
        });
    assertThat(stored).hasSize(ids.size() - 1);
  }

  private static boolean isAcknowledged(SegmentFormat format, byte[] acks, long nonce, int at) {
    for (int i = 16; i + 8 <= acks.length; i += 8) {
      if (format.readAck(acks, i, nonce) == at) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void run(byte[] input) throws IOException {
    Random random = new Random(7);
    FaultDisk disk = new FaultDisk(random);
    disk.measured = false;
    files.forEach((name, bytes) -> disk.put(name, bytes.clone()));
    FuzzBytes in = new FuzzBytes(input);
    for (int i = 0; i < MAX_CHANGES && !in.isEmpty(); i++) {
      change(disk, in);
    }
    Map<String, byte[]> changed = new HashMap<>();
    disk.names().forEach(name -> changed.put(name, disk.content(name)));
    SpoolProcess process = new SpoolProcess(disk, SETTINGS, new ManualSpoolClock(), random);
    Set<Integer> delivered = drain(process);
    for (Stored record : stored) {
      if (isUndamaged(record, changed)) {
        assertThat(delivered).as("%s", record).contains(record.id);
      }
    }
    assertThat(ids).containsAll(delivered);
    for (Signal signal : SIGNALS) {
      assertThat(process.books.inherited(signal).spooled()).isZero();
    }
    process.append(Signal.TRACES, FRESH, 100, 1);
    assertThat(drain(process)).containsExactly(FRESH);
    process.check(0);
    process.store.close();
  }

  private static Set<Integer> drain(SpoolProcess process) {
    Set<Integer> delivered = new HashSet<>();
    int count = 0;
    for (Signal signal : SIGNALS) {
      for (int id; (id = process.deliver(signal, OK)) >= 0; ) {
        delivered.add(id);
        assertThat(++count).isLessThan(MAX_DELIVERIES);
      }
    }
    return delivered;
  }

  /**
   * Whether file, record and acknowledgements are as they were. An acknowledgement that is read in
   * part may look like three crashes, after which a segment is put aside.
   */
  private boolean isUndamaged(Stored record, Map<String, byte[]> changed) {
    byte[] before = files.get(record.file);
    byte[] now = changed.get(record.file);
    String acks = record.file.replace(".seg", ".ack");
    return now != null
        && now.length >= record.end
        && Arrays.equals(before, 0, SegmentFormat.HEADER_BYTES, now, 0, SegmentFormat.HEADER_BYTES)
        && Arrays.equals(before, record.offset, record.end, now, record.offset, record.end)
        && Arrays.equals(files.get(acks), changed.get(acks));
  }

  private static void change(FaultDisk disk, FuzzBytes in) {
    int kind = in.below(11);
    List<String> names = disk.names();
    if (names.isEmpty()) {
      return;
    }
    String name = names.get(in.below(names.size()));
    String other = names.get(in.below(names.size()));
    byte[] bytes = disk.content(name);
    int at = in.below(bytes.length + 1);
    int length = Math.min(bytes.length - at, in.next() * 4);
    switch (kind) {
      case 0 -> disk.put(name, Arrays.copyOf(bytes, at));
      case 1 -> flip(disk, name, at, in.next());
      case 2 -> replace(disk, name, at, at + length, new byte[length]);
      case 3 -> replace(disk, name, at, at, beginning(disk, other, in.next() * 4));
      case 4 -> replace(disk, name, at, at + length, new byte[0]);
      case 5 -> disk.put(name(in), bytes.clone());
      case 6 -> {
        disk.put(name, disk.content(other));
        disk.put(other, bytes);
      }
      case 7 -> replace(disk, name, bytes.length, bytes.length, bytes);
      case 8 -> disk.put(name(in), in.line().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      case 9 -> disk.remove(name);
      default -> replace(disk, name, bytes.length, bytes.length, magics(in.below(20) * 1000));
    }
  }

  private static void flip(FaultDisk disk, String name, int at, int bits) {
    byte[] bytes = disk.content(name).clone();
    if (at < bytes.length) {
      bytes[at] ^= (byte) bits;
      disk.put(name, bytes);
    }
  }

  private static void replace(FaultDisk disk, String name, int from, int to, byte[] by) {
    byte[] bytes = disk.content(name);
    byte[] changed = new byte[bytes.length - (to - from) + by.length];
    System.arraycopy(bytes, 0, changed, 0, from);
    System.arraycopy(by, 0, changed, from, by.length);
    System.arraycopy(bytes, to, changed, from + by.length, bytes.length - to);
    if (changed.length < MAX_FILE_BYTES) {
      disk.put(name, changed);
    }
  }

  private static byte[] beginning(FaultDisk disk, String name, int length) {
    byte[] bytes = disk.content(name);
    return Arrays.copyOf(bytes, Math.min(bytes.length, length));
  }

  /** Bytes full of beginnings of records. */
  private static byte[] magics(int count) {
    java.nio.ByteBuffer bytes = java.nio.ByteBuffer.allocate(4 * count);
    while (bytes.hasRemaining()) {
      bytes.putInt(SegmentFormat.RECORD_MAGIC);
    }
    return bytes.array();
  }

  private static String name(FuzzBytes in) {
    String[] suffixes = {".seg", ".ack", ".bad", ""};
    long number = in.nextBoolean() ? in.next() : Long.MAX_VALUE - in.next();
    return Segment.name(number, suffixes[in.below(suffixes.length)]);
  }

  @Override
  public List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    seeds.add(new byte[0]);
    Random random = new Random(8);
    for (int kind = 0; kind < 11; kind++) {
      byte[] seed = new byte[30];
      random.nextBytes(seed);
      seed[0] = (byte) kind;
      seeds.add(seed);
    }
    return seeds;
  }

  @Override
  public List<String> covered() {
    List<String> shipped = new ArrayList<>();
    for (String name :
        new String[] {
          "ActiveSegments",
          "Segment",
          "SpoolStore",
          "SpoolRecovery",
          "SpoolReader",
          "SpoolRoom",
          "SpoolHousekeeping",
          "SpoolBooks",
          "DiskState"
        }) {
      shipped.add("dev.ringlet.exporter.otlp.internal.spool." + name);
    }
    return shipped;
  }

  @Override
  public int maxBytes() {
    return 160;
  }
}
