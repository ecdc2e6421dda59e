// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The records of the next request, grouped by instrumentation scope. The consumer of a {@link
 * ByteRing} collects them before it copies any bytes.
 *
 * <p>Adjacent records of one chunk and one scope are joined to a run, so the records of a busy
 * thread are copied in pieces of up to sixteen kilobytes. Confined to the consumer; all arrays are
 * reused.
 */
public final class RecordPlan implements RecordGroups {
  private final SideTable sides;
  private final IntUnaryOperator scopeBytes;
  private int maxItems;
  private long maxBytes;
  private long requestBytes;

  private int items;
  private int holes;
  private long bytes;

  private int runs;
  private byte[][] runData = new byte[64][];
  private int[] runFrom = new int[64];
  private int[] runLength = new int[64];
  private int[] runNext = new int[64];

  private int groups;
  private int[] groupScope = new int[8];
  private int[] groupBytes = new int[8];
  private int[] groupFirst = new int[8];
  private int[] groupLast = new int[8];

  /** Index of a scope's group plus one, or 0 if the scope has no group. */
  private int[] groupOf = new int[64];

  private int sideCount;
  private int[] sideSlots = new int[8];

  RecordPlan(SideTable sides, IntUnaryOperator scopeBytes) {
    this.sides = sides;
    this.scopeBytes = scopeBytes;
  }

  /**
   * Empties the plan and sets its limits. The plan accepts at least one record of any size.
   *
   * @param maxItems maximum number of records
   * @param maxBytes maximum bytes of the records and their scopes
   */
  public void begin(int maxItems, long maxBytes) {
    for (int g = 0; g < groups; g++) {
      groupOf[groupScope[g]] = 0;
    }
    this.maxItems = maxItems;
    this.maxBytes = maxBytes;
    items = 0;
    holes = 0;
    bytes = 0;
    requestBytes = 0;
    runs = 0;
    groups = 0;
    sideCount = 0;
  }

  boolean addSide(int scope, int slot) {
    if (sideCount == sideSlots.length) {
      sideSlots = Arrays.copyOf(sideSlots, sideCount * 2);
    }
    byte[] data = sides.get(slot);
    if (!add(scope, data, 0, data.length)) {
      return false;
    }
    sideSlots[sideCount++] = slot;
    return true;
  }

  void addHole() {
    holes++;
  }

  /** Adds a record; false if the plan is full. Throws without a change if an array cannot grow. */
  boolean add(int scope, byte[] data, int from, int length) {
    long more = length + (isKnown(scope) ? 0 : scopeBytes.applyAsInt(scope));
    if (items > 0 && (items >= maxItems || requestBytes + more > maxBytes)) {
      return false;
    }
    int group = groupFor(scope);
    int last = groupLast[group];
    if (last == runs - 1
        && last >= 0
        && runData[last] == data
        && runFrom[last] + runLength[last] == from) {
      runLength[last] += length;
    } else {
      addRun(group, last, data, from, length);
    }
    groupBytes[group] += length;
    items++;
    bytes += length;
    requestBytes += more;
    return true;
  }

  private boolean isKnown(int scope) {
    return scope < groupOf.length && groupOf[scope] != 0;
  }

  private void addRun(int group, int last, byte[] data, int from, int length) {
    if (runs == runFrom.length) {
      int larger = runs * 2;
      runData = Arrays.copyOf(runData, larger);
      runLength = Arrays.copyOf(runLength, larger);
      runNext = Arrays.copyOf(runNext, larger);
      runFrom = Arrays.copyOf(runFrom, larger); // last: its length is the capacity
    }
    int run = runs++;
    runData[run] = data;
    runFrom[run] = from;
    runLength[run] = length;
    runNext[run] = -1;
    if (last < 0) {
      groupFirst[group] = run;
    } else {
      runNext[last] = run;
    }
    groupLast[group] = run;
  }

  private int groupFor(int scope) {
    if (scope >= groupOf.length) {
      groupOf = Arrays.copyOf(groupOf, Math.max(scope + 1, groupOf.length * 2));
    }
    int known = groupOf[scope];
    if (known != 0) {
      return known - 1;
    }
    if (groups == groupScope.length) {
      int larger = groups * 2;
      groupBytes = Arrays.copyOf(groupBytes, larger);
      groupFirst = Arrays.copyOf(groupFirst, larger);
      groupLast = Arrays.copyOf(groupLast, larger);
      groupScope = Arrays.copyOf(groupScope, larger); // last: its length is the capacity
    }
    int group = groups++;
    groupOf[scope] = group + 1;
    groupScope[group] = scope;
    groupBytes[group] = 0;
    groupFirst[group] = -1;
    groupLast[group] = -1;
    return group;
  }

  @Override
  public int items() {
    return items;
  }

  /** Number of lost records, which their producers claimed but could not publish. */
  public int holes() {
    return holes;
  }

  /** Bytes of all records. */
  public long bytes() {
    return bytes;
  }

  @Override
  public int groups() {
    return groups;
  }

  @Override
  public int scopeOf(int group) {
    return groupScope[group];
  }

  @Override
  public int bytesOf(int group) {
    return groupBytes[group];
  }

  @Override
  public int copy(int group, byte[] target, int at) {
    int to = at;
    for (int run = groupFirst[group]; run >= 0; run = runNext[run]) {
      System.arraycopy(runData[run], runFrom[run], target, to, runLength[run]);
      to += runLength[run];
    }
    return to;
  }

  /** Frees the records in the side table and drops all references to chunks. */
  void forget() {
    for (int i = 0; i < sideCount; i++) {
      sides.free(sideSlots[i]);
    }
    sideCount = 0;
    Arrays.fill(runData, 0, runs, null); // else the plan would keep arrays that the ring dropped
  }
}
